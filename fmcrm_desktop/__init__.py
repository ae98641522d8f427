"""FMCRM Desktop: the property office's owners, calendar, work orders, complaints and month."""

__version__ = "0.1.0"
