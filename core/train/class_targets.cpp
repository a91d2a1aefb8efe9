// Points of named classes as a loss reads them.
#include "core/train/class_targets.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/train/assemble.h"
#include "core/train/catalogue.h"
#include "core/train/check.h"
#include "core/train/csv_source.h"

#include <algorithm>

namespace talweg {
namespace {

bool reads_otherwise(const Loss& loss) { return loss.class_target(0) != 0.0 || loss.class_target(1) != 1.0; }

void replace(const Loss& loss, Matrix& targets) {
    for (Index i = 0; i < targets.size(); ++i) {
        targets.data()[i] = loss.class_target(static_cast<Index>(targets.data()[i]));
    }
}

}  // namespace

std::shared_ptr<const Dataset> with_class_targets(const Loss& loss, std::shared_ptr<const Dataset> data) {
    if (!data->of_classes() || !reads_otherwise(loss)) return data;
    auto read = std::make_shared<Dataset>(*data);
    for (Matrix* targets : {&read->y, &read->validation_y, &read->test_y}) replace(loss, *targets);
    return read;
}

Index table_outputs(const Loss& loss, const Table& table) {
    const Index outputs =
        loss.outputs(Eigen::Map<const Vector>(table.y.data(), static_cast<Index>(table.y.size())));
    if (loss.task() != Task::classes) return outputs;
    return std::max(outputs, static_cast<Index>(table.classes.size()));
}

std::string class_trouble(const Loss& loss, const Dataset& data) {
    const bool two = loss.task() == Task::binary || loss.task() == Task::margin;
    if (!two || data.classes.size() <= 2) return {};
    return "of two classes, and these are of " + grouped_text(data.classes.size());
}

std::string target_trouble(const Loss& loss, const Dataset& data) {
    std::string trouble = class_trouble(loss, data);
    if (!trouble.empty() || (data.of_classes() && reads_otherwise(loss))) return trouble;
    for (const Matrix* targets : {&data.y, &data.validation_y, &data.test_y}) {
        if (targets->rows() > 0 && trouble.empty()) trouble = loss.target_trouble(*targets);
    }
    return trouble;
}

void check_targets(const Experiment& experiment) {
    if (experiment.function) return;
    const DatasetPart& points = dataset_part(experiment.data.part.kind);
    const LossPart& part = loss_part(experiment.loss.kind);
    const std::unique_ptr<Loss> loss = part.make(Settings(part.info, experiment.loss.knobs));
    std::string trouble;
    if (experiment.data.part.kind == "csv") {
        const std::shared_ptr<const CsvData> csv = load_csv(experiment.data.csv);
        const Dataset& data = csv->data;
        if (data.of_classes() && loss->task() == Task::regression) {
            throw Error("'" + experiment.loss.kind + "' needs numbers as targets, and '" + data.y_names[0] +
                        "' holds names of classes; 'cross_entropy' is for these");
        }
        trouble = target_trouble(*loss, data);
    } else if (points.make != nullptr) {
        trouble = class_trouble(*loss, few_points(points, experiment.data.part.knobs));
    } else {
        const Table& table = experiment.data.table;
        Dataset data;
        data.y = Eigen::Map<const Vector>(table.y.data(), static_cast<Index>(table.y.size()));
        data.classes = table.classes;
        trouble = target_trouble(*loss, data);
    }
    if (!trouble.empty()) throw Error("'" + experiment.loss.kind + "' needs targets that are " + trouble);
}

}  // namespace talweg
