"""Methods that send files and fetch them."""

from simulator.bot_api.errors import bad_request
from simulator.bot_api.files import LARGEST_DOWNLOAD, LARGEST_PHOTO, StoredFile, picture_size
from simulator.bot_api.messages import post, read_caption, rewrite, target, to_edit
from simulator.bot_api.params import Params, Upload
from simulator.world import Json, World


def send_document(world: World, params: Params) -> Json:
    """sendDocument, by upload or by file_id."""
    chat = target(world, params)
    caption = read_caption(params)
    file = _file(world, params, "document", "documents")
    return post(world, chat, params, {"document": document(file)} | caption)


def send_photo(world: World, params: Params) -> Json:
    """sendPhoto, by upload or by file_id."""
    chat = target(world, params)
    caption = read_caption(params)
    file = _file(world, params, "photo", "photos")
    return post(world, chat, params, {"photo": photo(file)} | caption)


def edit_message_media(world: World, params: Params) -> Json:
    """editMessageMedia, for documents and photos."""
    chat, stored = to_edit(world, params)
    media = params.json("media")
    if not isinstance(media, dict) or media.get("type") not in {"document", "photo"}:
        raise bad_request("can't parse InputMedia: type must be document or photo")
    kind = media["type"]
    inner = Params(media | {kind: media.get("media", "")}, params.uploads)
    file = _file(world, inner, kind, f"{kind}s")
    content: Json = {"document": None, "photo": None, "text": None, "entities": None}
    content |= {"caption": None, "caption_entities": None}
    content[kind] = document(file) if kind == "document" else photo(file)
    return rewrite(world, chat, stored, params, content | read_caption(inner))


def _file(world: World, params: Params, field: str, folder: str) -> StoredFile:
    upload: Upload | None = params.upload(field)
    if upload is not None:
        if field == "photo":
            check_picture(upload.data)
        return world.files.keep(folder, upload.name, upload.mime, upload.data)
    file_id = params.text(field)
    if not file_id:
        raise bad_request(f"there is no {field} in the request")
    file = world.files.find(file_id)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if (field == "photo") != file.path.startswith("photos/"):
        sent_as = "Photo" if file.path.startswith("photos/") else "Document"
        raise bad_request(f"can't use file of type {sent_as} as {field.capitalize()}")
    return file


def check_picture(data: bytes) -> None:
    """Refuse what no phone could show as a photo."""
    if len(data) > LARGEST_PHOTO:
        raise bad_request(f"file of size {len(data)} bytes is too big for a photo")
    if data and picture_size(data) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")


def document(file: StoredFile) -> Json:
    """The Document object."""
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": len(file.data),
    }


def photo(file: StoredFile) -> list[Json]:
    """The PhotoSize objects; the simulator keeps the one size that was sent."""
    width, height = picture_size(file.data) or (0, 0)
    return [
        {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "width": width,
            "height": height,
            "file_size": len(file.data),
        }
    ]


def get_file(world: World, params: Params) -> Json:
    """getFile: where to download a file from."""
    file = world.files.find(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
