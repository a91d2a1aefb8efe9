// Stored paths, and how far a run is from one.
#include "core/study/reference.h"

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/vectors.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace talweg {
namespace {

constexpr std::string_view kDashes = "---\n";
constexpr std::uint64_t kLargestFile = 4u << 20;

/// The numbers of one row; throws Error with what stands there instead.
std::vector<double> numbers_of(std::string_view row) {
    std::vector<double> numbers;
    while (!row.empty()) {
        double number = 0.0;
        const auto [end, error] = std::from_chars(row.data(), row.data() + row.size(), number);
        if (error != std::errc{}) throw Error("'" + std::string(row) + "' is not a row of numbers");
        numbers.push_back(number);
        row.remove_prefix(static_cast<std::size_t>(end - row.data()));
        if (!row.empty() && row.front() == ' ') row.remove_prefix(1);
    }
    return numbers;
}

void read_rows(std::string_view text, ReferencePath& path) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::vector<double> numbers = numbers_of(text.substr(0, end));
        if (numbers.size() < 3 || numbers[0] != static_cast<double>(path.losses.size())) {
            throw Error("row " + std::to_string(path.losses.size()) +
                        " must hold its step, a loss and theta");
        }
        path.losses.push_back(numbers[1]);
        path.thetas.emplace_back(
            Eigen::Map<const Vector>(numbers.data() + 2, static_cast<Index>(numbers.size()) - 2));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

double deviation(const RunState& measured, const Vector& expected) {
    const Index n = measured.theta.size();
    const Index averaged = measured.average.size();
    if (expected.size() != n + averaged) return std::numeric_limits<double>::infinity();
    const double scale = std::max(expected.cwiseAbs().maxCoeff(), std::numeric_limits<double>::min());
    double largest = largest_entry(measured.theta - expected.head(n));
    if (averaged > 0) {
        const double beside = largest_entry(measured.average - expected.tail(averaged));
        if (std::isnan(beside) || beside > largest) largest = beside;
    }
    return largest / scale;
}

}  // namespace

ReferencePath read_reference(const std::filesystem::path& file) {
    const std::string text = read_text_file(file, kLargestFile);
    const std::size_t dashes = text.find(kDashes);
    if (dashes == std::string::npos)
        throw Error(file.string() + ": has no line of dashes after its experiment");
    ReferencePath path;
    path.name = file.stem().string();
    path.experiment = parse_experiment(std::string_view(text).substr(0, dashes), file.string());
    try {
        read_rows(std::string_view(text).substr(dashes + kDashes.size()), path);
    } catch (const Error& error) {
        throw Error(file.string() + ": " + error.what());
    }
    if (path.losses.empty()) throw Error(file.string() + ": has no rows");
    return path;
}

std::vector<ReferencePath> read_references(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code problem;
    std::filesystem::directory_iterator entry(folder, problem);
    for (; !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        if (entry->path().extension() == ".txt") files.push_back(entry->path());
    }
    if (files.empty()) throw Error("no reference paths in '" + folder.string() + "'");
    std::ranges::sort(files);
    std::vector<ReferencePath> paths;
    for (const std::filesystem::path& file : files) paths.push_back(read_reference(file));
    return paths;
}

double path_deviation(const ReferencePath& path) {
    Trainer trainer(path.experiment);
    const double least = 1e-6 * std::abs(path.losses.front());
    double largest = 0.0;
    for (std::size_t step = 0; step < path.losses.size(); ++step) {
        if (step > 0 && !trainer.step()) return std::numeric_limits<double>::infinity();
        const RunState& state = trainer.run(0);
        if (state.step != step) return std::numeric_limits<double>::infinity();
        const double scale = std::max(std::abs(path.losses[step]), least);
        for (const double each :
             {deviation(state, path.thetas[step]), std::abs(state.loss - path.losses[step]) / scale}) {
            if (std::isnan(each) || each > largest) largest = each;  // NaN stays
        }
        if (std::isnan(largest)) break;
    }
    return largest;
}

}  // namespace talweg
