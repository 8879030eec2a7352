"""What minds hold to be so comes out the same, whether it stands in fields or in a hash table."""

from __future__ import annotations
