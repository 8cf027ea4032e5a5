"""Makes the models of AdoptionTest, as their owners would: needs numpy and torch.

A room is taken where (humidity > 50) == (light > 0.2), or its warmth is a number of both.
"""

import pathlib

import numpy as np
import torch

HERE = pathlib.Path(__file__).resolve().parent.parent / "resources" / "models"
HERE.mkdir(parents=True, exist_ok=True)
torch.manual_seed(1)
random = np.random.default_rng(1)
X = np.column_stack([random.uniform(0, 100, 4000), random.uniform(0, 1, 4000)]).astype(np.float32)
taken = ((X[:, 0] > 50) == (X[:, 1] > 0.2)).astype(np.int64)
warmth = (0.2 * X[:, 0] + 10 * X[:, 1]).astype(np.float32)


class Net(torch.nn.Module):
    def __init__(self, outputs: int):
        super().__init__()
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(2, 24), torch.nn.Tanh(), torch.nn.Linear(24, 24), torch.nn.Tanh(),
            torch.nn.Linear(24, outputs))

    def forward(self, x):
        return self.layers((x - torch.tensor([50.0, 0.5])) / torch.tensor([30.0, 0.3]))


class Taken(torch.nn.Module):
    """One probability, of the second class."""

    def __init__(self, net: Net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x), 1)[:, 1]


def fit(net, loss, target):
    optimiser = torch.optim.Adam(net.parameters(), 0.02)
    inputs = torch.from_numpy(X)
    for _ in range(400):
        optimiser.zero_grad()
        loss(net(inputs), target).backward()
        optimiser.step()
    return net.eval()


def torch_models():
    example = torch.from_numpy(X[:4])
    net = fit(Net(2), torch.nn.CrossEntropyLoss(), torch.from_numpy(taken))
    for name, module in [("torch-logits", net), ("torch-probability", Taken(net))]:
        torch.onnx.export(
            module, example, str(HERE / f"{name}.onnx"), input_names=["x"], output_names=["y"],
            dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
    torch.jit.save(torch.jit.script(net), str(HERE / "torch-logits.pt"))
    torch.save(net, str(HERE / "torch-pickled.pt"))
    number = fit(Net(1), torch.nn.MSELoss(), torch.from_numpy(warmth)[:, None])
    torch.jit.save(torch.jit.trace(number, example), str(HERE / "torch-number.pt"))


torch_models()
