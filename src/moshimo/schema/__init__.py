"""What the compiler and the kernel agree on: the block's fields, functions, numbers. No code."""
