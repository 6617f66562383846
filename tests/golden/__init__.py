"""Golden cases: a folder each, named by the defect it shows; see `cases.py` for what stands in one."""
