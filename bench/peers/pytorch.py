"""PyTorch as a contender, on the processor or on CUDA: the training loop that its tutorials show.

Speaks the protocol of bench/src/protocol/messages.ts: one JSON object a line on standard input, one answer each on
standard output. `pytorch.py --probe` says in one line of JSON what there is, and ends. Not called torch.py, because Python
would then import this file in the place of the library.
"""

import json
import math
import os
import platform
import sys
import time

import torch
from torch import nn
from torch.nn import functional

TRAINING_IMAGES = 16_384  # as in bench/src/worker/examples.ts
CLASSES = 10


def processor_name():
    try:
        with open("/proc/cpuinfo") as info:
            for line in info:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def probe():
    cuda = torch.cuda.is_available()
    return {
        "torch": torch.__version__,
        "python": platform.python_version(),
        "cuda": torch.cuda.get_device_name(0) if cuda else None,
    }


def network(width):
    filters1, filters2, units = (round(size * width) for size in (32, 64, 128))
    return nn.Sequential(
        nn.Conv2d(1, filters1, 3),
        nn.ReLU(),
        nn.Conv2d(filters1, filters2, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Dropout(0.25),
        nn.Flatten(),
        nn.Linear(12 * 12 * filters2, units),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(units, CLASSES),
    )


def read(image_file, label_file, most, device):
    with open(label_file, "rb") as file:
        labels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)[:most]
    with open(image_file, "rb") as file:
        images = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).reshape(-1, 1, 28, 28)[:most]
    return images.to(device).float().div_(255), labels.to(device).long()


class Worker:
    def open(self, request):
        self.settings = request["settings"]
        self.device = torch.device(self.settings.get("device", "cpu"))
        torch.manual_seed(self.settings["seed"])
        data = self.settings["data"]
        self.train_set = read(data["trainImages"], data["trainLabels"], TRAINING_IMAGES, self.device)
        self.test_set = read(data["testImages"], data["testLabels"], None, self.device)
        is_cuda = self.device.type == "cuda"
        return {
            "device": torch.cuda.get_device_name(0) if is_cuda else processor_name(),
            "deviceKind": "hardware" if is_cuda else "processor",
            "versions": {"torch": torch.__version__, "python": platform.python_version()},
            **({} if is_cuda else {"threads": self.choose_threads()}),
        }

    def choose_threads(self):
        """PyTorch's own choice or one thread for each processor that this process may use: the faster, if it may try."""
        own = torch.get_num_threads()
        if not self.settings["triesThreads"]:
            return own
        every = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        if own == every:
            return own
        images = torch.rand(self.settings["batchSize"], 1, 28, 28)
        model = network(self.settings["width"])
        seconds = {own: [], every: []}
        # By turns, so that a machine which is busy for a moment is busy for both.
        for _ in range(5):
            for threads, times in seconds.items():
                torch.set_num_threads(threads)
                begun = time.perf_counter()
                model(images).sum().backward()
                times.append(time.perf_counter() - begun)
        torch.set_num_threads(min(seconds, key=lambda threads: min(seconds[threads])))
        return torch.get_num_threads()

    def build(self, _request):
        self.model = network(self.settings["width"]).to(self.device)
        for module in self.model:
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
        # Keras' epsilon.
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=self.settings["learningRate"], eps=1e-7)
        return {"parameters": sum(parameter.numel() for parameter in self.model.parameters())}

    def train(self, request):
        batch_size = self.settings["batchSize"]
        images, labels = self.train_set
        per_pass = max(1, len(labels) // batch_size)
        loss_sum = torch.zeros((), device=self.device)
        hits = torch.zeros((), dtype=torch.long, device=self.device)
        done = 0
        self.model.train()
        while done < request["steps"]:
            steps = min(per_pass, request["steps"] - done)
            order = torch.randperm(steps * batch_size, device=self.device)
            for indices in order.split(batch_size):
                x, y = images[indices], labels[indices]
                self.optimizer.zero_grad(set_to_none=True)
                logits = self.model(x)
                loss = functional.cross_entropy(logits, y)
                loss.backward()
                self.optimizer.step()
                loss_sum += loss.detach()
                hits += (logits.argmax(1) == y).sum()
            done += steps
        return scored(done * batch_size, loss_sum.item() * batch_size, hits.item())

    def evaluate(self, request):
        images, labels = (part[: request["images"]] for part in self.test_set)
        batch_size = self.settings["batchSize"]
        loss_sum = torch.zeros((), device=self.device)
        hits = torch.zeros((), dtype=torch.long, device=self.device)
        self.model.eval()
        with torch.no_grad():
            for x, y in zip(images.split(batch_size), labels.split(batch_size)):
                logits = self.model(x)
                loss_sum += functional.cross_entropy(logits, y, reduction="sum")
                hits += (logits.argmax(1) == y).sum()
        return scored(len(labels), loss_sum.item(), hits.item())

    def predict(self, request):
        images = self.test_set[0][: request["times"]].cpu()
        milliseconds = []
        self.model.eval()
        with torch.no_grad():
            for image in images:
                begun = time.perf_counter()
                self.model(image[None].to(self.device)).softmax(1).cpu()
                milliseconds.append(1000 * (time.perf_counter() - begun))
        return {"milliseconds": milliseconds}

    def memory(self, _request):
        return {"bytes": torch.cuda.max_memory_reserved()} if self.device.type == "cuda" else {}


def scored(images, loss_sum, hits):
    loss = loss_sum / images
    return {"images": images, "loss": loss if math.isfinite(loss) else None, "accuracy": hits / images}


def answer(worker, request):
    begun = time.perf_counter()
    try:
        result = getattr(worker, request["type"])(request)
        return {"ok": True, "seconds": time.perf_counter() - begun, "result": result}
    except Exception as error:  # whatever went wrong is the answer
        return {"ok": False, "error": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    if "--probe" in sys.argv:
        print(json.dumps(probe()))
    else:
        worker = Worker()
        for line in sys.stdin:
            print(json.dumps(answer(worker, json.loads(line))), flush=True)
