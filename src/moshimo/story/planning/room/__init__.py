"""Who is in the room: how scenes open, who is introduced, and how those who come are told."""
