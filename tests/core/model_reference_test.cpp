// Every model's value, gradient and Hessian-vector product against PyTorch: each file of
// tests/reference/models.
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/model/activation.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <set>
#include <sstream>

using namespace talweg;
using namespace talweg::test;

namespace {

struct ModelReference {
    Experiment experiment;
    double value = 0.0;
    Vector direction, gradient, product;
};

Vector row_of(std::istringstream& lines) {
    std::string line;
    REQUIRE(std::getline(lines, line));
    std::istringstream words(line);
    std::vector<double> numbers;
    for (std::string word; words >> word;) numbers.push_back(parse_double(word).value());
    return Eigen::Map<const Vector>(numbers.data(), static_cast<Index>(numbers.size()));
}

ModelReference read_model(const std::filesystem::path& path) {
    const std::string text = read_text_file(path, 1 << 20);
    const std::size_t dashes = text.find("---\n");
    REQUIRE(dashes != std::string::npos);
    ModelReference reference;
    reference.experiment = parse_experiment(text.substr(0, dashes), path.string());
    std::istringstream lines(text.substr(dashes + 4));
    reference.value = row_of(lines)[0];
    reference.direction = row_of(lines);
    reference.gradient = row_of(lines);
    reference.product = row_of(lines);
    return reference;
}

}  // namespace

TEST_CASE("every model has PyTorch's value, gradient and curvature") {
    std::set<std::string> seen;
    int files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(TALWEG_REFERENCE_DIR) + "/models")) {
        CAPTURE(entry.path().filename().string());
        const ModelReference reference = read_model(entry.path());
        const PartChoice& model = reference.experiment.model;
        seen.insert(model.kind);
        if (const auto f = model.knobs.find("activation"); f != model.knobs.end()) {
            for (const std::string& name : split_choices(std::get<std::string>(f->second))) seen.insert(name);
        }
        ++files;
        const auto objective = make_objective(reference.experiment);
        const Vector theta = make_start(reference.experiment, 0, *objective);
        REQUIRE(theta.size() == reference.gradient.size());
        Vector gradient(theta.size());
        CHECK(close(objective->value_and_gradient(theta, gradient), reference.value, 1e-14));
        CHECK(close(objective->value(theta), reference.value, 1e-14));
        CHECK(close(gradient, reference.gradient, 1e-13));
        Vector product(theta.size());
        REQUIRE(objective->hessian_product(theta, reference.direction, product));
        CHECK(close(product, reference.product, 1e-13));
        Matrix hessian;
        REQUIRE(objective->hessian(theta, hessian));
        CHECK(close(Vector(hessian * reference.direction), reference.product, 1e-12));
    }
    CHECK(files == 25);
    for (const std::string_view name : activation_names()) CHECK(seen.contains(std::string(name)));
    for (const char* kind : {"linear", "polynomial", "mlp"}) CHECK(seen.contains(kind));
}
