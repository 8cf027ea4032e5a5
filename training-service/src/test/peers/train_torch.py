"""Trains a network as Millrace's benchmark does, and prints the seconds: wall, CPU."""

import json
import sys
import time

import numpy
import torch
from torch import nn

work = json.load(open(sys.argv[1] + "/torch.json"))
rows = numpy.fromfile(sys.argv[1] + "/features.f32", "<f4").reshape(-1, work["width"])
targets = numpy.fromfile(sys.argv[1] + "/targets.f32", "<f4")
first, end = work["category"]
torch.set_num_threads(1)
torch.manual_seed(1)


class Network(nn.Module):
    """The category's embedding beside the numbers, then dense layers."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(end - first, work["embedding"])
        layers, inputs = [], work["width"] - (end - first) + work["embedding"]
        for _ in range(work["layers"]):
            layers += [nn.Linear(inputs, work["units"]), nn.ReLU(), nn.Dropout(work["dropout"])]
            inputs = work["units"]
        self.dense = nn.Sequential(*layers, nn.Linear(inputs, 2))

    def forward(self, numbers, category):
        return self.dense(torch.cat([numbers, self.embedding(category)], 1))


numbers = numpy.concatenate([rows[:, :first], rows[:, end:]], 1)
wall, cpu = time.perf_counter(), time.process_time()
numbers = torch.from_numpy((numbers - numbers.mean(0)) / numbers.std(0))
category = torch.from_numpy(rows[:, first:end].argmax(1))
labels = torch.from_numpy(targets.astype("int64"))
network = Network()
adam = torch.optim.Adam(
    network.parameters(), lr=work["learning_rate"], weight_decay=work["weight_decay"]
)
loss = nn.CrossEntropyLoss()
network.train()
for _ in range(work["epochs"]):
    order = torch.randperm(len(labels))
    for start in range(0, len(labels), work["batch"]):
        batch = order[start : start + work["batch"]]
        adam.zero_grad()
        loss(network(numbers[batch], category[batch]), labels[batch]).backward()
        adam.step()
print(time.perf_counter() - wall, time.process_time() - cpu)
