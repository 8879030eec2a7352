class Blob(room=10**9):
    pass
