// The one table of everything one can choose. Panels, files, --help and tests all read it.
#pragma once

#include "core/data/dataset.h"
#include "core/loss/loss.h"
#include "core/model/init.h"
#include "core/model/model.h"
#include "core/objective/objective.h"
#include "core/optim/optimizer.h"
#include "core/schedule/schedule.h"

#include <span>
#include <string_view>
#include <vector>

namespace talweg {

std::span<const DatasetPart> datasets();
std::span<const ModelPart> models();
std::span<const LossPart> losses();
std::span<const OptimizerPart> optimizers();
std::span<const WrapperPart> wrappers();
std::span<const SchedulePart> schedules();
std::span<const FunctionPart> functions();
std::span<const InitPart> inits();

/// The part of that id. Throws Error with the nearest valid id: "unknown optimizer 'sdg'; did you mean
/// 'sgd'?".
const DatasetPart& dataset_part(std::string_view id);
const ModelPart& model_part(std::string_view id);
const LossPart& loss_part(std::string_view id);
const OptimizerPart& optimizer_part(std::string_view id);
const WrapperPart& wrapper_part(std::string_view id);
const SchedulePart& schedule_part(std::string_view id);
const FunctionPart& function_part(std::string_view id);
const InitPart& init_part(std::string_view id);

/// The catalogue's shelves by name ("optimizers", "schedules", "losses", "models", "datasets", "functions",
/// "wrappers", "inits").
std::span<const std::string_view> shelves();
/// Every part's description on one shelf. Throws Error for an unknown shelf.
std::vector<const PartInfo*> shelf(std::string_view name);

/// The knob `lr`, which every run has: range, slider and words.
const Knob& rate_knob();

}  // namespace talweg
