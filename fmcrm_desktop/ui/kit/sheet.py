"""The one style sheet; @names are the tokens of theme.py."""

from __future__ import annotations

SHEET = """
QPushButton, QToolButton, QAbstractItemView, QTabBar { outline: 0; }
QMainWindow, QDialog, #Body, #DetailPane { background: @window; }
QToolTip { background: @card; color: @ink; border: 1px solid @line; padding: 4px 8px; }
QLabel { background: transparent; color: @ink; }
QLabel[kind="muted"], QLabel[kind="label"] { color: @muted; }
QLabel[kind="small"] { color: @muted; font-size: 11.5px; }
QLabel[kind="heading"] { font-size: 18px; font-weight: 600; }
QLabel[kind="title"], QLabel[kind="card"] { font-size: 13px; font-weight: 600; }
QLabel[kind="figure"] { font-size: 20px; font-weight: 600; }
QLabel[kind="error"] { color: @bad; font-size: 11.5px; }
QLabel[kind="key"] { color: @ink; background: @card; border: 1px solid @line; border-radius: 4px;
    padding: 0 6px; font-size: 11px; }

QFrame[kind="card"] { background: @card; border: 1px solid @line; border-radius: 8px; }
QLabel[kind="card"] { background: transparent; border: 0; }
QFrame[kind="card"][clickable="true"]:hover, QFrame[kind="card"][clickable="true"]:focus { border-color: @accent; }
QFrame[kind="card"][over="true"] { border: 1px dashed @accent; }
QFrame[kind="bar"] { background: @card; border: 0; border-bottom: 1px solid @line; }
QFrame[kind="foot"] { background: @card; border: 0; border-top: 1px solid @line; }
QFrame[kind="pane"] { background: @card; border: 0; border-right: 1px solid @line; }
QFrame[kind="rule"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="toast"] { background: @ink; border: 0; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: @card; }
QFrame[kind="toast"] QPushButton { background: transparent; border: 1px solid transparent; color: @card;
    min-height: 24px; max-height: 24px; padding: 0 8px; font-weight: 600; text-decoration: underline; }
QFrame[kind="toast"] QPushButton:hover, QFrame[kind="toast"] QPushButton:focus { border-color: @card; }
QFrame[kind="warning"] { background: @warning_soft; border: 0; border-radius: 6px; }
QFrame[kind="warning"] QLabel { color: @warning; }
QFrame[kind="bad"] { background: @bad_soft; border: 0; border-radius: 6px; }
QFrame[kind="bad"] QLabel { color: @bad; }

QPushButton { background: @card; color: @ink; border: 1px solid @line; border-radius: 6px;
    min-height: 30px; max-height: 30px; padding: 0 12px; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @grey_soft; border-color: @muted; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton:checked { background: @accent_soft; color: @accent; border-color: @accent; }
QPushButton:checked:focus { border-color: @ink; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[kind="primary"]:focus { border-color: @ink; }
QPushButton[kind="primary"]:disabled { background: @grey_soft; color: @muted; border-color: @line; }
QPushButton[kind="danger"] { color: @bad; }
QPushButton[kind="filter"] { min-height: 26px; max-height: 26px; padding: 0 9px; color: @muted; }
QPushButton[kind="filter"]:checked, QPushButton[kind="filter"][on="true"] { background: @accent_soft;
    color: @accent; border-color: @accent; }
QPushButton[kind="filter"]:focus { border-color: @accent; }
QPushButton[kind="filter"]:checked:focus, QPushButton[kind="filter"][on="true"]:focus { border-color: @ink; }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; color: @accent; padding: 0 2px;
    min-height: 18px; max-height: 20px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: @accent; }
QPushButton[kind="whole"] { background: transparent; border: 0; color: @accent; padding: 0;
    min-height: 0; max-height: 200px; }
QPushButton[kind="flat"] { background: transparent; border: 1px solid transparent; color: @muted; padding: 0 6px; }
QPushButton[kind="flat"]:hover { color: @ink; }
QPushButton[kind="flat"]:focus { border-color: @accent; }
QPushButton[kind="choice"] { background: transparent; border: 1px solid transparent; border-radius: 6px; color: @ink;
    padding: 0 8px; text-align: left; }
QPushButton[kind="choice"]:hover { background: @window; }
QPushButton[kind="choice"]:checked { background: @accent_soft; color: @accent; font-weight: 600; }
QPushButton[kind="choice"]:focus { border-color: @accent; }
QPushButton::menu-indicator { width: 0; image: none; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 4px; color: @ink; }
QToolButton:hover { background: @hover; }
QToolButton:focus { border-color: @accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit { background: @card; color: @ink;
    border: 1px solid @line; border-radius: 6px; padding: 0 8px;
    selection-background-color: @accent; selection-color: @on_accent; placeholder-text-color: @muted; }
QLineEdit, QComboBox, QSpinBox, QDateEdit { min-height: 30px; max-height: 30px; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDateEdit:focus {
    border-color: @accent; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border-color: @bad; }
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus, QComboBox[wrong="true"]:focus {
    border-color: @bad; background: @bad_soft; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: @window;
    color: @muted; }
QLineEdit[kind="search"] { background: @window; }
QLineEdit[kind="search"]:focus { background: @card; }
QLineEdit[small="true"] { min-height: 26px; max-height: 26px; }
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url(@look/chevron-down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @card; color: @ink; border: 1px solid @line; padding: 4px;
    selection-background-color: @accent_soft; selection-color: @ink; }
QComboBox QAbstractItemView::item { min-height: 28px; }
QCheckBox, QRadioButton { background: transparent; spacing: 8px; min-height: 24px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 4px; background: @card; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(@look/check.svg); }
QListWidget::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 4px; background: @card; }
QListWidget::indicator:checked { background: @accent; border-color: @accent; image: url(@look/check.svg); }
QCheckBox::indicator:focus { border-color: @accent; }
QCheckBox:focus { color: @accent; }
QRadioButton:focus { color: @accent; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @muted; border-radius: 8px; background: @card; }
QRadioButton::indicator:checked { width: 8px; height: 8px; border: 4px solid @accent; background: @card; }
QRadioButton::indicator:focus { border-color: @accent; background: @accent_soft; }

QMenu { background: @card; border: 1px solid @line; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; color: @ink; }
QMenu::item:selected { background: @accent_soft; color: @ink; }
QMenu::item:disabled { color: @muted; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }

QTableView, QListView, QTreeView { background: @card; color: @ink; border: 0; gridline-color: @line;
    selection-background-color: @accent_soft; selection-color: @ink; }
QListView { border: 1px solid transparent; }
QListView:focus { border-color: @accent; }
QComboBox QListView:focus { border-color: @line; }
QHeaderView { background: @card; border: 0; }
QHeaderView::section { background: @card; color: @ink; border: 0; border-bottom: 1px solid @line;
    padding: 0 10px; font-size: 11.5px; height: 30px; }
QHeaderView::section:hover { background: @hover; }
QHeaderView::down-arrow, QHeaderView::up-arrow { width: 10px; height: 10px; }
QHeaderView::up-arrow { image: url(@look/chevron-up.svg); }
QHeaderView::down-arrow { image: url(@look/chevron-down.svg); }
QTableCornerButton::section { background: @card; border: 0; }

QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: @accent; }
QScrollArea { background: transparent; border: 0; }
QScrollArea[kind="record"], QScrollArea[kind="read"] { border: 1px solid transparent; }
QScrollArea[kind="record"]:focus, QScrollArea[kind="read"]:focus { border-color: @accent; }
QScrollArea > QWidget > QWidget[kind="page"] { background: transparent; }
QWidget[kind="page"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: @muted; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @grey_soft; border: 0; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @card; }
QCalendarWidget QAbstractItemView { background: @card; color: @ink; selection-background-color: @accent;
    selection-color: @on_accent; }
QTabBar { background: @card; }
QTabBar[kind="sections"] { padding-left: 8px; }
QTabBar[kind="sections"]::tab { background: @card; color: @muted; padding: 7px 12px; border: 0;
    border-bottom: 2px solid transparent; }
QTabBar[kind="sections"]::tab:hover { color: @ink; }
QTabBar[kind="sections"]::tab:selected { color: @accent; border-bottom-color: @accent; font-weight: 600; }
QTabBar[kind="sections"]::tab:focus { color: @ink; border-bottom-color: @ink; }
"""
