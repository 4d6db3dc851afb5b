"""Says what Pillow makes of pictures.

pillow_pixels.py derive FOLDER: writes each file named on standard input anew in every format and sampling.
pillow_pixels.py look: a line for each file named on standard input, SHA-256 of its pixels, of LM-CLIP's square and of
CLIP's, or the word "refused".
"""
import hashlib
import sys

from PIL import Image

SIDE = 224


def derive(path, number, folder):
    photo = Image.open(path).convert("RGB")
    photo = photo.crop((0, 0, photo.width - number % 17, photo.height - number % 13))
    name = "%s/%d-" % (folder, number)
    for word, sampling in (("444", 0), ("422", 1), ("420", 2)):
        photo.save(name + word + ".jpg", quality=60 + number, subsampling=sampling)
        photo.save(name + word + "-progressive.jpg", quality=60 + number, subsampling=sampling, progressive=True)
    photo.convert("L").save(name + "gray.jpg")
    photo.convert("CMYK").save(name + "ink.jpg")
    alpha = photo.copy()
    alpha.putalpha(photo.convert("L").rotate(180))
    for word, picture in (
        ("colour", photo),
        ("alpha", alpha),
        ("gray", photo.convert("L")),
        ("gray-alpha", alpha.convert("LA")),
        ("palette", photo.convert("P", palette=Image.ADAPTIVE, colors=100)),
        ("bits", photo.convert("1")),
    ):
        picture.save(name + word + ".png")
    photo.convert("L").convert("I").point(lambda level: level * 3).convert("I;16").save(name + "16bit.png")
    photo.convert("P", palette=Image.ADAPTIVE, colors=200).save(name + "palette.gif")
    for word, mode in (("colour", "RGB"), ("gray", "L"), ("palette", "P")):
        photo.convert(mode).save(name + word + ".bmp")


def openai_square(picture):
    width, height = picture.size
    if width <= height:
        size = (SIDE, int(SIDE * height / width))
    else:
        size = (int(SIDE * width / height), SIDE)
    picture = picture.resize(size, Image.BICUBIC)
    left = int(round((size[0] - SIDE) / 2.0))
    top = int(round((size[1] - SIDE) / 2.0))
    return picture.crop((left, top, left + SIDE, top + SIDE)).convert("RGB")


def look(path):
    try:
        picture = Image.open(path)
        picture.load()
    except Exception:
        return "refused"
    colours = picture.convert("RGB")
    squares = [colours, colours.resize((SIDE, SIDE), Image.BILINEAR), openai_square(picture)]
    return " ".join(hashlib.sha256(square.tobytes()).hexdigest() for square in squares)


files = [line.rstrip("\n") for line in sys.stdin]
if sys.argv[1] == "derive":
    for at, file in enumerate(files):
        derive(file, at, sys.argv[2])
else:
    for file in files:
        print(look(file))
