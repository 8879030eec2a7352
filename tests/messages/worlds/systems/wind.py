"""Wind.

needs: air
"""
