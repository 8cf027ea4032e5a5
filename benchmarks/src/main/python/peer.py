"""The peer: the same 10-64-64-2 network behind FastAPI, as its tutorials have it.

Debian's packages python3-fastapi, python3-uvicorn and python3-torch; one worker, as many threads as
PyTorch takes by itself unless told otherwise.
"""

import sys

import torch
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

torch.manual_seed(7)
torch.set_num_threads(1)
network = torch.nn.Sequential(
    torch.nn.Linear(10, 64),
    torch.nn.ReLU(),
    torch.nn.Linear(64, 64),
    torch.nn.ReLU(),
    torch.nn.Linear(64, 2),
    torch.nn.Softmax(dim=1),
).eval()
NAMES = ["x%d" % i for i in range(10)]


class Row(BaseModel):
    x0: float
    x1: float
    x2: float
    x3: float
    x4: float
    x5: float
    x6: float
    x7: float
    x8: float
    x9: float


app = FastAPI()


@app.post("/predict")
async def predict(row: Row):
    with torch.inference_mode():
        answer = network(torch.tensor([[getattr(row, name) for name in NAMES]]))[0].tolist()
    return {"label": int(answer[1] > answer[0]), "probabilities": {"0": answer[0], "1": answer[1]}}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error", access_log=False)
