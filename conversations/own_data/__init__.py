"""What is held of a person: shown, downloaded, erased (Ley 25.326)."""

from conversations.own_data import my_data

ENTRIES = (
    my_data.MY_DATA_ENTRY,
    my_data.DELETE_MY_DATA_ENTRY,
)
