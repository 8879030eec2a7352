"""A thing of which nobody is one."""
from moshimo.rules import *


class Chest:
    worth: Level = private(0.9, guess=own)
