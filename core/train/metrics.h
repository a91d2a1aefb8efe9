// How good a theta is, on the points it learned from and on those held back.
#pragma once

#include "core/data/dataset.h"
#include "core/loss/loss.h"
#include "core/model/model.h"
#include "core/train/trainer.h"

#include <array>
#include <span>

namespace talweg {

struct Experiment;

/// Of one class, or a mean over classes. As scikit-learn's with zero_division = 0: a precision without
/// predictions, a recall without targets, and an f1 of neither are 0.
struct ClassMetrics {
    double precision = kAbsent;
    double recall = kAbsent;
    double f1 = kAbsent;
    std::uint64_t support = 0;  ///< targets
    bool operator==(const ClassMetrics&) const = default;
};

/// On one part of the data. Of regression and classification one half is absent.
struct SplitMetrics {
    std::uint64_t points = 0;  ///< 0: there are none, and all else is absent
    double loss = kAbsent;     ///< without its penalty

    double mse = kAbsent;
    double rmse = kAbsent;
    double mae = kAbsent;
    double r2 = kAbsent;  ///< absent where all targets are equal, or there is but one; a mean over outputs

    double accuracy = kAbsent;
    ClassMetrics macro;  ///< means over the classes that occur among targets or predictions
    ClassMetrics micro;  ///< from the counts of all classes together; with one class a point: the accuracy
    std::vector<ClassMetrics> classes;
    std::vector<std::uint64_t> confusion;  ///< (target, predicted), row by row: classes² counts
};

struct Metrics {
    Task task = Task::regression;
    Step step = 0;  ///< of the theta that they belong to
    SplitMetrics train;
    SplitMetrics validation;
    SplitMetrics test;
};

/// prediction, target: as Loss takes them. Fills `out` but for its loss. Allocates only when out is smaller.
/// Binary: class 1 where the prediction is above 0, as a logit. Margin: class 1 (target 1) above 0, else
/// class 0 (target -1). Classes: the largest output, the first among equals; NaN is never the largest.
void fill_metrics(Task task, const Matrix& prediction, const Matrix& target, SplitMetrics& out);

/// "0", "1", "2", …; with margins "-1" and "1".
std::string class_label(Task task, std::size_t index);

/// The name of the class where it has one, else its label: what files say.
std::string class_title(Task task, const Dataset& data, std::size_t index);

/// What a table shows of a part: mse, rmse, mae, r2; or accuracy and the macro means.
inline constexpr std::size_t kMetricColumns = 4;
std::span<const std::string_view> metric_columns(Task task);
std::array<double, kMetricColumns> metric_values(Task task, const SplitMetrics& metrics);

/// The parts of a Metrics by name: "train", "validation", "test".
struct NamedSplit {
    std::string_view name;
    const SplitMetrics& metrics;
};
std::array<NamedSplit, 3> splits(const Metrics& metrics);

/// Works metrics out for one data set, model and loss. Not to be shared between threads.
class Evaluator {
  public:
    Evaluator(std::shared_ptr<const Dataset> data, std::shared_ptr<const Model> model,
              std::shared_ptr<const Loss> loss);

    Task task() const { return loss_->task(); }
    const Dataset& data() const { return *data_; }
    /// Allocates only the first time, or when `out` is smaller than it must be.
    void evaluate(const Vector& theta, Metrics& out);

  private:
    std::shared_ptr<const Dataset> data_;
    std::shared_ptr<const Model> model_;
    std::shared_ptr<const Loss> loss_;
    std::array<Matrix, 3> prediction_;
};

/// Over `data`, the experiment's data set. Null for a test function. Throws Error as make_objective.
std::unique_ptr<Evaluator> make_evaluator(const Experiment& experiment, std::shared_ptr<const Dataset> data);

}  // namespace talweg
