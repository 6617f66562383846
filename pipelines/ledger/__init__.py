"""What is known of every address, what is still to be done, and what goes to the output files: safe from any kill."""
