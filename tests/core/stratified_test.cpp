// Splits that keep the proportions of the classes.
#include "core/data/split.h"
#include "core/train/check.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <set>

#include <rapidcheck.h>

using namespace talweg;
using namespace talweg::test;

namespace {

using Counts = std::vector<std::uint64_t>;

/// Point i is (i, class): sizes[c] points of each class, the classes dealt out in turn.
Dataset classes_of(const Counts& sizes) {
    Counts left = sizes;
    std::vector<double> labels;
    for (bool some = true; some;) {
        some = false;
        for (std::size_t c = 0; c < left.size(); ++c) {
            if (left[c] == 0) continue;
            --left[c];
            labels.push_back(static_cast<double>(c));
            some = true;
        }
    }
    Dataset data;
    data.x =
        Vector::LinSpaced(static_cast<Index>(labels.size()), 0.0, static_cast<double>(labels.size()) - 1.0);
    data.y = Eigen::Map<const Vector>(labels.data(), static_cast<Index>(labels.size()));
    return data;
}

Counts count(const Matrix& y, std::size_t classes) {
    Counts counts(classes, 0);
    for (Index i = 0; i < y.rows(); ++i) ++counts[static_cast<std::size_t>(y(i, 0))];
    return counts;
}

std::set<double> set_of(const Matrix& x) { return {x.data(), x.data() + x.size()}; }

}  // namespace

TEST_CASE("shares of classes go by largest remainder") {
    const auto plain = [](std::uint64_t total, const Counts& sizes) {
        return apportion(total, sizes, sizes);
    };
    // 1.5, 0.9 and 0.6 of three: 1 and the two larger remainders.
    CHECK(plain(3, {5, 3, 2}) == Counts{1, 1, 1});
    CHECK(plain(4, {50, 30, 20}) == Counts{2, 1, 1});
    CHECK(plain(1, {5, 5}) == Counts{1, 0});  // the earlier among equals
    CHECK(plain(10, {5, 3, 2}) == Counts{5, 3, 2});
    CHECK(plain(0, {5, 3}) == Counts{0, 0});
    CHECK(plain(2, {0, 4}) == Counts{0, 2});
    // No room in the first: the next has it.
    CHECK(apportion(2, {2, 2}, {0, 2}) == Counts{0, 2});
    CHECK(apportion(0, {}, {}).empty());
}

TEST_CASE("a stratified split keeps the proportions of the classes") {
    const Dataset split = split_dataset(classes_of({60, 30, 10}), 0.2, 0.1, 3, true);
    CHECK(count(split.validation_y, 3) == Counts{12, 6, 2});
    CHECK(count(split.test_y, 3) == Counts{6, 3, 1});
    CHECK(count(split.y, 3) == Counts{42, 21, 7});
    std::set<double> together;
    for (const Matrix* x : {&split.x, &split.validation_x, &split.test_x}) together.merge(set_of(*x));
    CHECK(together.size() == 100);
    const Dataset whole = whole_dataset(split);
    CHECK(whole.x == classes_of({60, 30, 10}).x);
    CHECK(whole.y == classes_of({60, 30, 10}).y);
}

TEST_CASE("every class is within one point of its share in every part") {
    CHECK(rc::check("largest remainder", [] {
        const auto sizes = *rc::gen::container<Counts>(4, rc::gen::inRange<std::uint64_t>(1, 60));
        const double validation = *rc::gen::inRange(1, 45) / 100.0;
        const double test = *rc::gen::inRange(0, 45) / 100.0;
        const auto seed = *rc::gen::inRange<std::uint64_t>(0, 1000);
        const Dataset data = classes_of(sizes);
        const auto n = static_cast<std::uint64_t>(data.rows());
        const SplitCounts counts = split_counts(n, validation, test);
        RC_PRE(counts.train > 0);
        const Dataset split = split_dataset(data, validation, test, seed, true);
        RC_ASSERT(split.validation_y.rows() == static_cast<Index>(counts.validation));
        RC_ASSERT(split.test_y.rows() == static_cast<Index>(counts.test));
        const auto near = [&](const Matrix& part, std::uint64_t total, double reach) {
            const Counts found = count(part, sizes.size());
            for (std::size_t c = 0; c < sizes.size(); ++c) {
                const double exact = static_cast<double>(sizes[c] * total) / static_cast<double>(n);
                RC_ASSERT(std::abs(static_cast<double>(found[c]) - exact) < reach);
            }
        };
        near(split.validation_y, counts.validation, 1.0);
        near(split.test_y, counts.test, 1.0);
        near(split.y, counts.train, 2.0);  // what two roundings leave
        // The same again; and another share of test points leaves the validation points alone.
        const Dataset again = split_dataset(data, validation, test, seed, true);
        RC_ASSERT(again.order == split.order);
        RC_ASSERT(split_dataset(data, validation, 0.0, seed, true).validation_x == split.validation_x);
    }));
}

TEST_CASE("a point more leaves the others of a stratified split where they are") {
    const Dataset before = split_dataset(classes_of({40, 20}), 0.25, 0.25, 5, true);
    // Appended: no other point draws another number, and no other count changes.
    Dataset more = classes_of({40, 20});
    more.x.conservativeResize(61, 1);
    more.y.conservativeResize(61, 1);
    more.x(60, 0) = 60.0;
    more.y(60, 0) = 0.0;
    const Dataset after = split_dataset(more, 0.25, 0.25, 5, true);
    std::set<double> moved;
    const auto was = set_of(before.validation_x);
    for (const double x : set_of(after.validation_x)) {
        if (!was.contains(x)) moved.insert(x);
    }
    CHECK(moved.size() <= 1);
    CHECK(split_dataset(classes_of({40, 20}), 0.25, 0.25, 6, true).order != before.order);
}

TEST_CASE("classes are whole numbers in one column") {
    CHECK(class_groups(Vector{{3.0, -1.0, 3.0, 7.0}}) == std::vector<std::size_t>{1, 0, 1, 2});
    CHECK(class_groups(Vector{{-0.0, 0.0}}) == std::vector<std::size_t>{0, 0});
    CHECK(error_of([] {
              class_groups(Vector{{1.0, 0.5}});
          }) == "'stratified' needs targets that are classes, which are whole numbers, and target 2 is 0.5");
    CHECK(error_of([] { class_groups(Matrix::Zero(3, 2)); }) ==
          "'stratified' needs targets that are classes, in one column, not 2");
}

TEST_CASE("the seed of the split is the experiment's or its own") {
    Experiment experiment = four_points(0.1);
    experiment.data.part = {"line", {{"n", std::int64_t{40}}}};
    experiment.data.validation = 0.5;
    experiment.seed = 3;
    const Dataset by_experiment = make_dataset(experiment);
    experiment.data.split_seed = 3;
    CHECK(make_dataset(experiment).order == by_experiment.order);
    experiment.seed = 4;
    CHECK(make_dataset(experiment).order == by_experiment.order);
    Experiment other = experiment;
    other.data.split_seed = 5;
    CHECK(make_dataset(other).order != by_experiment.order);
    CHECK(classify_edit(experiment, other) == EditKind::live);
}

TEST_CASE("the keys of a split in files are read, written and checked") {
    const std::string two = "[data]\nx = [1, 2, 3, 4]\ny = [0, 1, 0, 1]\n";
    const Experiment read =
        parse_experiment(two + "validation = 0.5\nstratified = true\nsplit_seed = 12\n[[run]]", "a.toml");
    CHECK(read.data.stratified);
    CHECK(read.data.split_seed == 12);
    CHECK(parse_experiment(experiment_text(read), "b.toml") == read);
    CHECK(count(make_dataset(read).validation_y, 2) == Counts{1, 1});
    CHECK(message("[data]\nx = [1, 2]\ny = [0, 0.5]\nstratified = true\n[[run]]") ==
          "a.toml:4: [data] 'stratified' needs targets that are classes, which are whole numbers, and target "
          "2 is 0.5");
    CHECK(message(two + "split_seed = -1\n[[run]]") ==
          "a.toml:4: [data] 'split_seed' must be a whole number from 0 up, not -1");
    CHECK(message(two + "stratified = 1\n[[run]]").find("'stratified' must be true or false") !=
          std::string::npos);
    CHECK(message(two + "stratifed = true\n[[run]]").find("did you mean 'stratified'?") != std::string::npos);
    Experiment wrong = read;
    wrong.data.split_seed = ~std::uint64_t{0};
    CHECK(error_of([&] { check_experiment(wrong); }).find("data: 'split_seed' must be at most") == 0);
}
