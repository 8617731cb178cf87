"""What supports what: the evidence graph, the works behind each note, restatements, the status passes."""
