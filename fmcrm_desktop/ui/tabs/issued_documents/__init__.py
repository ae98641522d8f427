"""The Documents page: proposals, contracts and other documents, and the templates they are made from."""

from fmcrm_desktop.ui.tabs.issued_documents.tab import IssuedDocumentsTab

__all__ = ["IssuedDocumentsTab"]
