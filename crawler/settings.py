"""The settings, in the order data flows. Each can be given with `-s NAME=value`; ours stand in docs/settings.md."""

import os

BOT_NAME = "plainwire"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# Where pages come from
REPLAY = None
ALLOW_PRIVATE_HOSTS = False

# What is kept of a crawl; an archive path of None lies in the output folder
OUTPUT_DIR = "output"
ARCHIVE_DIR = None

# Work on a page
EXTRACT_WORKERS = os.cpu_count() or 1
EXTRACT_TIMEOUT = 30.0

# Which pages become records
PAGE_TYPES = "article,thread"
KEEP_DUPLICATES = True
KEEP_REMOVED = True
LEDGER_URL = None

ITEM_PIPELINES = {
    "pipelines.refine.RefinePipeline": 100,
    "pipelines.identify.IdentifyPipeline": 200,
    "pipelines.validate.ValidatePipeline": 300,
    "pipelines.commit.CommitPipeline": 400,
}

# What the run tells
EXTENSIONS = {
    "crawler.run.RunReport": 0,
    "scrapy.extensions.logstats.LogStats": None,  # the report has its own lines
}
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%H:%M:%S"

# No ports, no telemetry
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
