"""What Plainwire is measured by: quality and speed, beside the loop that people write by hand."""
