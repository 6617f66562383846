"""Plainwire's settings, in the order data flows. Each can be given with `-s NAME=value`."""

BOT_NAME = "plainwire"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# Where things go
OUTPUT_DIR = "output"
KEEP_REMOVED = True

# Work on a page
EXTRACT_WORKERS = 0  # 0: one for each core
EXTRACT_TIMEOUT = 30.0

ITEM_PIPELINES = {
    "pipelines.refine.RefinePipeline": 100,
    "pipelines.identify.IdentifyPipeline": 200,
    "pipelines.commit.CommitPipeline": 400,
}

# No ports, no telemetry
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "INFO"
