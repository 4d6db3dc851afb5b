"""The peer of `lmclip bench infer`: CLIP's image towers in plain PyTorch, random weights, float32.

usage: infer.py BACKBONE BATCH THREADS [DEVICE], a device being cpu or cuda:N
Pictures come from the host's memory in each run and scores go back there. TF32 is used on a GPU unless
NVIDIA_TF32_OVERRIDE=0. Says "ready", then answers each line on the standard input, a number of runs, by a line of JSON.
"""
import json
import os
import resource
import sys
import time

# the BLAS below PyTorch has threads of its own, which torch.set_num_threads does not know of
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = sys.argv[3]

import torch
from torch import nn


class Bottleneck(nn.Module):
    def __init__(self, inside, planes, stride):
        super().__init__()
        out = 4 * planes
        self.conv1, self.bn1 = nn.Conv2d(inside, planes, 1, bias=False), nn.BatchNorm2d(planes)
        self.conv2, self.bn2 = nn.Conv2d(planes, planes, 3, padding=1, bias=False), nn.BatchNorm2d(planes)
        self.conv3, self.bn3 = nn.Conv2d(planes, out, 1, bias=False), nn.BatchNorm2d(out)
        self.pool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
        self.shortcut = nn.Identity()
        if stride > 1 or inside != out:
            pool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
            self.shortcut = nn.Sequential(pool, nn.Conv2d(inside, out, 1, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = torch.relu_(self.bn1(self.conv1(x)))
        y = torch.relu_(self.bn2(self.conv2(y)))
        return torch.relu_(self.bn3(self.conv3(self.pool(y))) + self.shortcut(x))


class AttentionPool(nn.Module):
    def __init__(self, side, width, heads, out):
        super().__init__()
        self.heads = heads
        self.positions = nn.Parameter(torch.randn(side * side + 1, width) / width**0.5)
        self.q, self.k, self.v = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, out)

    def forward(self, x):
        x = x.flatten(2).transpose(1, 2)
        x = torch.cat([x.mean(1, keepdim=True), x], 1) + self.positions
        split = lambda y: y.unflatten(2, (self.heads, -1)).transpose(1, 2)
        q, k, v = split(self.q(x[:, :1])), split(self.k(x)), split(self.v(x))
        scores = (q * q.shape[-1] ** -0.5) @ k.transpose(2, 3)
        return self.out((scores.softmax(-1) @ v).transpose(1, 2).flatten(1))


class ResNet(nn.Module):
    def __init__(self, layers, width, out):
        super().__init__()
        stem = []
        for inside, outside, stride in [(3, width // 2, 2), (width // 2, width // 2, 1), (width // 2, width, 1)]:
            stem += [nn.Conv2d(inside, outside, 3, stride, 1, bias=False), nn.BatchNorm2d(outside), nn.ReLU(True)]
        blocks, inside = [], width
        for stage, count in enumerate(layers):
            for i in range(count):
                blocks.append(Bottleneck(inside, width << stage, 2 if stage and not i else 1))
                inside = 4 * (width << stage)
        self.body = nn.Sequential(*stem, nn.AvgPool2d(2), *blocks)
        self.pool = AttentionPool(7, inside, inside // 64, out)

    def forward(self, x):
        return self.pool(self.body(x))


class QuickGelu(nn.Module):
    def forward(self, x):
        return x * torch.sigmoid(1.702 * x)


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.ln_1, self.ln_2 = nn.LayerNorm(width), nn.LayerNorm(width)
        # [L, N, width], as in OpenAI's code
        self.attention = nn.MultiheadAttention(width, width // 64)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), QuickGelu(), nn.Linear(4 * width, width))

    def forward(self, x):
        y = self.ln_1(x)
        x = x + self.attention(y, y, y, need_weights=False)[0]
        return x + self.mlp(self.ln_2(x))


class Vit(nn.Module):
    def __init__(self, layers, width, patch, out):
        super().__init__()
        self.patches = nn.Conv2d(3, width, patch, patch, bias=False)
        self.token = nn.Parameter(torch.randn(width) / width**0.5)
        self.positions = nn.Parameter(torch.randn((224 // patch) ** 2 + 1, width) / width**0.5)
        self.ln_pre, self.ln_post = nn.LayerNorm(width), nn.LayerNorm(width)
        self.blocks = nn.Sequential(*[Block(width) for _ in range(layers)])
        self.proj = nn.Parameter(torch.randn(width, out) / width**0.5)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], 1, -1), x], 1) + self.positions
        return self.ln_post(self.blocks(self.ln_pre(x).transpose(0, 1))[0]) @ self.proj


BACKBONES = {
    "RN50": lambda: ResNet([3, 4, 6, 3], 64, 1024),
    "ViT-B/16": lambda: Vit(12, 768, 16, 512),
}


def main(backbone, batch, threads, device="cpu"):
    torch.set_num_threads(threads)
    torch.backends.cuda.matmul.allow_tf32 = os.environ.get("NVIDIA_TF32_OVERRIDE") != "0"
    torch.manual_seed(1)
    model = BACKBONES[backbone]().eval().to(device)
    pictures = torch.randn(batch, 3, 224, 224)
    labels = torch.randn(80, {"RN50": 1024, "ViT-B/16": 512}[backbone]).to(device)
    print("ready", flush=True)
    with torch.inference_mode():
        for line in sys.stdin:
            runs = int(line)
            wall, cpu = time.perf_counter(), time.process_time()
            for _ in range(runs):
                features = model(pictures.to(device))
                (100 * features / features.norm(dim=1, keepdim=True) @ labels.T).softmax(1).cpu()
            print(json.dumps({
                "seconds": time.perf_counter() - wall,
                "cpuSeconds": time.process_time() - cpu,
                "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }), flush=True)


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
