// The three lines that introductions to gradient descent begin with.
#pragma once

#include "core/data/dataset.h"

namespace talweg {

DatasetPart four_plus_three_x_part();
DatasetPart two_x_part();
DatasetPart three_x_part();

}  // namespace talweg
