"""What Plainwire is measured by: quality and speed, beside the loop that people write by hand and the peers."""

#: Processes that work on pages, of Plainwire and of all that it is compared with.
PROCESSES = 2
