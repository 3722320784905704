"""Between Discord and the answer: ways in, the guards' pipeline, messages and buttons."""
