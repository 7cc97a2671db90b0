"""What one service may know of another, one module per publisher."""
