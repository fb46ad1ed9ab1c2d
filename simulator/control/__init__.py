"""What tests and the web chat ask of people and chats, under `/sim/`."""
