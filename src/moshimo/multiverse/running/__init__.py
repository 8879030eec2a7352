"""Where universes run: threads, processes, clusters."""
