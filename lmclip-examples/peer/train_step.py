"""The published training step of LM-CLIP in plain PyTorch, the peer of `lmclip bench train`.

Reads one folder that the benchmark wrote (`weights.pt`, `step.json`, raw arrays), then takes one training step for each
line "step" on its input and answers with one line of JSON. Written for this benchmark after the published code's
description: fp32, image and caption towers, all label prompts encoded with gradient at all positions, contrastive plus
balanced asymmetric loss, AdamW over every parameter.
"""

import json
import os
import resource
import sys
import time
from collections import OrderedDict
from pathlib import Path

FOLDER = Path(sys.argv[1])
TASK = json.loads((FOLDER / "step.json").read_text())

# the BLAS below PyTorch has threads of its own, which torch.set_num_threads does not know of
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = str(TASK["threads"])

import torch
from torch import nn
from torch.nn import functional as F


class QuickGELU(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Block(nn.Module):
    def __init__(self, width, heads, mask=None):
        super().__init__()
        self.attn = nn.MultiheadAttention(width, heads)
        self.ln_1 = nn.LayerNorm(width)
        self.mlp = nn.Sequential(OrderedDict(
            c_fc=nn.Linear(width, 4 * width), gelu=QuickGELU(), c_proj=nn.Linear(4 * width, width)))
        self.ln_2 = nn.LayerNorm(width)
        self.mask = mask

    def forward(self, x):
        y = self.ln_1(x)
        x = x + self.attn(y, y, y, need_weights=False, attn_mask=self.mask)[0]
        return x + self.mlp(self.ln_2(x))


class Transformer(nn.Module):
    def __init__(self, width, layers, heads, mask=None):
        super().__init__()
        self.resblocks = nn.Sequential(*[Block(width, heads, mask) for _ in range(layers)])

    def forward(self, x):
        return self.resblocks(x.permute(1, 0, 2)).permute(1, 0, 2)


class VisionTransformer(nn.Module):
    def __init__(self, resolution, patch, width, layers, embedding):
        super().__init__()
        self.conv1 = nn.Conv2d(3, width, patch, patch, bias=False)
        self.class_embedding = nn.Parameter(torch.zeros(width))
        self.positional_embedding = nn.Parameter(torch.zeros((resolution // patch) ** 2 + 1, width))
        self.ln_pre = nn.LayerNorm(width)
        self.transformer = Transformer(width, layers, width // 64)
        self.ln_post = nn.LayerNorm(width)
        self.proj = nn.Parameter(torch.zeros(width, embedding))

    def forward(self, x):
        x = self.conv1(x).flatten(2).permute(0, 2, 1)
        first = self.class_embedding.expand(x.shape[0], 1, -1)
        x = self.ln_pre(torch.cat([first, x], 1) + self.positional_embedding)
        return self.ln_post(self.transformer(x)[:, 0]) @ self.proj


class Bottleneck(nn.Module):
    def __init__(self, inplanes, planes, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inplanes, planes, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.avgpool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
        self.conv3 = nn.Conv2d(planes, 4 * planes, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * planes)
        self.downsample = None
        if stride > 1 or inplanes != 4 * planes:
            self.downsample = nn.Sequential(OrderedDict([
                ("-1", nn.AvgPool2d(stride)),
                ("0", nn.Conv2d(inplanes, 4 * planes, 1, bias=False)),
                ("1", nn.BatchNorm2d(4 * planes))]))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(self.avgpool(y)))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class AttentionPool(nn.Module):
    def __init__(self, side, width, heads, embedding):
        super().__init__()
        self.positional_embedding = nn.Parameter(torch.zeros(side ** 2 + 1, width))
        self.k_proj = nn.Linear(width, width)
        self.q_proj = nn.Linear(width, width)
        self.v_proj = nn.Linear(width, width)
        self.c_proj = nn.Linear(width, embedding)
        self.heads = heads

    def forward(self, x):
        x = x.flatten(2).permute(2, 0, 1)
        x = torch.cat([x.mean(0, keepdim=True), x]) + self.positional_embedding[:, None]
        return F.multi_head_attention_forward(
            query=x[:1], key=x, value=x, embed_dim_to_check=x.shape[-1], num_heads=self.heads,
            q_proj_weight=self.q_proj.weight, k_proj_weight=self.k_proj.weight, v_proj_weight=self.v_proj.weight,
            in_proj_weight=None, in_proj_bias=torch.cat([self.q_proj.bias, self.k_proj.bias, self.v_proj.bias]),
            bias_k=None, bias_v=None, add_zero_attn=False, dropout_p=0.0, out_proj_weight=self.c_proj.weight,
            out_proj_bias=self.c_proj.bias, use_separate_proj_weight=True, training=self.training,
            need_weights=False)[0].squeeze(0)


class ModifiedResNet(nn.Module):
    def __init__(self, resolution, layers, width, embedding):
        super().__init__()
        half = width // 2
        self.conv1 = nn.Conv2d(3, half, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(half)
        self.conv2 = nn.Conv2d(half, half, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(half)
        self.conv3 = nn.Conv2d(half, width, 3, padding=1, bias=False)
        self.bn3 = nn.BatchNorm2d(width)
        inplanes = width
        for stage, count in enumerate(layers):
            blocks = []
            for i in range(count):
                blocks.append(Bottleneck(inplanes, width << stage, 2 if i == 0 and stage > 0 else 1))
                inplanes = 4 * (width << stage)
            setattr(self, "layer%d" % (stage + 1), nn.Sequential(*blocks))
        self.attnpool = AttentionPool(resolution // 32, inplanes, 32 * width // 64, embedding)

    def forward(self, x):
        for i in (1, 2, 3):
            x = F.relu(getattr(self, "bn%d" % i)(getattr(self, "conv%d" % i)(x)))
        x = F.avg_pool2d(x, 2)
        return self.attnpool(self.layer4(self.layer3(self.layer2(self.layer1(x)))))


class Clip(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        if "patch" in sizes:
            self.visual = VisionTransformer(
                sizes["resolution"], sizes["patch"], sizes["imageWidth"], sizes["imageLayers"], sizes["embedding"])
        else:
            self.visual = ModifiedResNet(
                sizes["resolution"], sizes["imageLayers"], sizes["imageWidth"], sizes["embedding"])
        width, positions = sizes["textWidth"], sizes["positions"]
        mask = torch.full((positions, positions), float("-inf")).triu(1)
        self.transformer = Transformer(width, sizes["textLayers"], sizes["textHeads"], mask)
        self.token_embedding = nn.Embedding(sizes["vocabulary"], width)
        self.positional_embedding = nn.Parameter(torch.zeros(positions, width))
        self.ln_final = nn.LayerNorm(width)
        self.text_projection = nn.Parameter(torch.zeros(width, sizes["embedding"]))
        self.logit_scale = nn.Parameter(torch.zeros([]))

    def text(self, ids):
        x = self.ln_final(self.transformer(self.token_embedding(ids) + self.positional_embedding))
        return x[torch.arange(x.shape[0]), ids.argmax(-1)] @ self.text_projection

    def forward(self, images, captions, labels):
        features = [self.visual(images), self.text(captions), self.text(labels)]
        return [x / x.norm(dim=1, keepdim=True) for x in features]


def balanced_loss(logits, targets, options):
    smoothing, clip, eps = options["smoothing"], options["margin"], 1e-8
    smooth = (1 - smoothing) * targets + smoothing / targets.shape[1]
    absent = 1 - targets
    p = torch.sigmoid(logits / logits.max())
    q = (1 - p + clip).clamp(max=1)
    weights = torch.tensor(options["classWeights"])
    loss = smooth * torch.log(p.clamp(min=eps)) * (weights + 1) + absent * torch.log(q.clamp(min=eps))
    base = 1 - p * smooth - q * absent
    return -(loss * torch.pow(base, options["gammaPos"] * smooth + options["gammaNeg"] * absent)).mean()


def contrastive_loss(images, captions, scale):
    logits = scale * images @ captions.t()
    own = torch.arange(len(logits))
    return (F.cross_entropy(logits, own) + F.cross_entropy(logits.t(), own)) / 2


def require_openblas():
    if "openblas" not in Path("/proc/self/maps").read_text():
        sys.exit("PyTorch does not use OpenBLAS here; install libopenblas0-pthread, or the comparison is not fair")


def peak_megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def read(folder, name, dtype, shape):
    data = bytearray((folder / name).read_bytes())
    return torch.frombuffer(data, dtype=dtype).reshape(shape).clone()


def main():
    folder, task = FOLDER, TASK
    torch.set_num_threads(task["threads"])
    model = Clip(task["sizes"])
    missing, unexpected = model.load_state_dict(torch.load(folder / "weights.pt"), strict=False)
    wrong = [name for name in missing if not name.endswith("num_batches_tracked")] + unexpected
    if wrong:
        sys.exit("weights.pt does not fit: %s" % wrong[:5])
    model.train()
    count, side = task["images"], task["sizes"]["resolution"]
    images = read(folder, "pixels.f32", torch.float32, (count, 3, side, side))
    captions = read(folder, "captions.i32", torch.int32, (count, -1)).long()
    labels = read(folder, "labels.i32", torch.int32, (task["labels"], -1)).long()
    targets = read(folder, "targets.f32", torch.float32, (count, task["labels"]))
    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    require_openblas()
    optimizer = torch.optim.AdamW(model.parameters(), lr=task["learningRate"], betas=(0.9, 0.98), eps=1e-9,
                                  weight_decay=0.01)
    print("ready", flush=True)
    for line in sys.stdin:
        if line.strip() != "step":
            break
        wall, cpu = time.perf_counter(), time.process_time()
        i, t, l = model(images, captions, labels)
        scale = model.logit_scale.exp()
        loss = contrastive_loss(i, t, scale) + task["lambda"] * balanced_loss(scale * i @ l.t(), targets, task)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        value = loss.item()
        print(json.dumps({"seconds": time.perf_counter() - wall, "cpuSeconds": time.process_time() - cpu,
                          "peakMb": peak_megabytes(), "loss": value}), flush=True)


if __name__ == "__main__":
    main()
