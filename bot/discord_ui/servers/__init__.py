"""What a server chooses for itself: the panel of its settings, and the first message in it."""
