"""What travels between server and page: binary frames, Arrow columns, JSON messages."""
