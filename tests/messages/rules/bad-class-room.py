class Pile(room=1000000000):
    pass


class Less(room=-1):
    pass


class Nothing(room=0):
    pass


class Half(room=2.5):
    pass


class Truth(room=True):
    pass
