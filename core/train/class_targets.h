// Points of named classes as a loss reads them.
#pragma once

#include "core/data/dataset.h"
#include "core/loss/loss.h"

#include <memory>
#include <string>

namespace talweg {

/// The same points with the targets that the loss has for their classes (Loss::class_target); `data` itself
/// where its targets are numbers, or where the loss reads indices of classes as they are.
std::shared_ptr<const Dataset> with_class_targets(const Loss& loss, std::shared_ptr<const Dataset> data);

/// The outputs that a model needs for the targets of a table (see outputs_of).
Index table_outputs(const Loss& loss, const Table& table);

/// What targets of these classes must be for the loss ("of two classes, and these are of 3"), or empty: that
/// is known without the points.
std::string class_trouble(const Loss& loss, const Dataset& data);

/// The same of the points themselves: of their classes, or of their numbers, those held back with them.
std::string target_trouble(const Loss& loss, const Dataset& data);

}  // namespace talweg
