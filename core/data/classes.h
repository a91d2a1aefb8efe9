// Points of classes in the plane: clouds, a disc in a ring, quadrants, spirals and moons.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

DatasetPart two_gaussians_part();
DatasetPart blobs_part();
DatasetPart circle_part();
DatasetPart xor_part();
DatasetPart spiral_part();
DatasetPart moons_part();

}  // namespace talweg
