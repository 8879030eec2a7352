"""What a world's members and deeds are called."""
