"""What an editor would ask the author to mend."""
