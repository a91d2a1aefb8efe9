// Whether the points to train on can fill what is missing among the inputs.
#include "core/data/fill.h"
#include "core/data/split.h"
#include "core/train/check.h"
#include "core/train/csv_source.h"

namespace talweg {

// Points are only dealt out where those held back could have taken all numbers of a column.
void check_filling(const Experiment& experiment) {
    const DataChoice& chosen = experiment.data;
    if (chosen.part.kind != "csv" || fill_of(chosen.csv) == Fill::none) return;
    const auto csv = load_csv(chosen.csv);
    const auto points = static_cast<std::uint64_t>(csv->data.rows());
    const SplitCounts counts = split_counts(points, chosen.validation, chosen.test);
    if (csv->report.missing == 0 || csv->report.least_present > counts.validation + counts.test) return;
    fill_inputs(split_dataset(csv->data, chosen.validation, chosen.test,
                              chosen.split_seed.value_or(experiment.seed), chosen.stratified),
                fill_of(chosen.csv));
}

}  // namespace talweg
