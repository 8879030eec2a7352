"""Weather.

needs: sky, wind
"""
