"""The settings, in the order data flows. Each can be given with `-s NAME=value`; ours stand in docs/settings.md."""

import os

BOT_NAME = "plainwire"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# Where pages come from
REPLAY = None
ALLOW_PRIVATE_HOSTS = False
URL_MAX_LENGTH = 2083
SOURCE_MAX_PAGES = 1_000_000
SOURCE_MAX_SITEMAPS = 10_000
SKIP_TRAPS = True
TWISTED_DNS_RESOLVER = "crawler.guards.addresses.GuardedResolver"
HTTPPROXY_ENABLED = False  # what a proxy contacts cannot be checked
SPIDER_MIDDLEWARES = {
    "crawler.guards.addresses.GuardTest": 10,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # it drops in silence; URL_MAX_LENGTH tells
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.guards.addresses.AddressGuard": 50,  # before robots.txt is asked for
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.guards.robots.RobotsMiddleware": 100,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "crawler.guards.limits.Decompress": 590,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.guards.limits.BoundedCookies": 700,
}

# Who asks: the user agent names the project and this contact
CONTACT = "https://plainwire.example/crawler"
ROBOTSTXT_USER_AGENT = "Plainwire"
ROBOTSTXT_OBEY = True
ROBOTS_WAIT = 60.0
CRAWL_DELAY_MAX = 60.0
HOST_FAILURES = 5
HOST_REST_MAX = 3600.0
HOST_REST_WAIT = 60.0

# How often: one request at a time a host, a second apart, slower where the host is slow or its robots.txt asks
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = 0.0  # DOWNLOAD_DELAY, then
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # what a page is given, in pipelines/decode.py
HEADERS_MAX_BYTES = 64 * 1024
COOKIES_MAX = 50
REDIRECT_MAX_TIMES = 10
RETRY_TIMES = 2
RETRY_GIVE_UP_LOG_LEVEL = "WARNING"  # what becomes of a page stands in rejected.jsonl
METAREFRESH_MAXDELAY = 5  # a page that loads itself anew every minute is no redirect
METAREFRESH_IGNORE_TAGS = ["script", "noscript"]

# In which order: as announced, host by host; what is announced and done stands in the ledger
SCHEDULER = "crawler.scheduler.LedgerScheduler"
DUPEFILTER_CLASS = "crawler.dupefilter.LedgerDupeFilter"
LEDGER_URL = None
LEDGER_WAIT = 30.0

# From where: the network, written down as it comes, or an archive; nothing but http and https
ADDONS = {
    "crawler.guards.politeness.UserAgent": 100,
    "crawler.handlers.replay.ReplayAddon": 200,
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.handlers.capture.CaptureHandler",
    "https": "crawler.handlers.capture.CaptureHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}

# What is kept of a crawl; an archive path of None lies in the output folder
OUTPUT_DIR = "output"
ARCHIVE_DIR = None
ARCHIVE_FILE_BYTES = 1024**3
ARCHIVE_KEEP = None

# Work on a page
CONCURRENT_ITEMS = 1  # so many tasks Scrapy makes for every response, and it gives one page
HOST_MEMORY = True
EXTRACT_WORKERS = os.cpu_count() or 1
EXTRACT_TIMEOUT = 30.0

# Which pages become records
PAGE_TYPES = "article,thread"
KEEP_DUPLICATES = True
KEEP_REMOVED = True

ITEM_PIPELINES = {
    "pipelines.refine.RefinePipeline": 100,
    "pipelines.identify.IdentifyPipeline": 200,
    "pipelines.validate.ValidatePipeline": 300,
    "pipelines.commit.CommitPipeline": 400,
}

# What the run tells
EXTENSIONS = {
    "crawler.run.RunReport": 0,
    "crawler.closing.ItemsDone": 0,
    "crawler.closing.LeaveOff": 0,
    "crawler.guards.rests.HostRests": 100,
    "crawler.handlers.capture.Recorder": 100,
    "crawler.handlers.replay.Recording": 100,
    "pipelines.ledger.keeper.LedgerKeeper": 150,  # after whatever may find that the run cannot begin
    "crawler.guards.politeness.CrawlDelay": 200,  # after AutoThrottle
    "scrapy.extensions.logstats.LogStats": None,  # the report has its own lines
}
LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"
LOG_DATEFORMAT = "%H:%M:%S"

# No ports, no telemetry
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
