// The multilayer perceptron: linear layers with an activation between them.
#pragma once

#include "core/model/model.h"

namespace talweg {

ModelPart mlp_part();

}  // namespace talweg
