// How theta begins: moments and ranges on large samples, fans and gains as PyTorch's, files.
#include "core/model/init.h"

#include "core/train/catalogue.h"
#include "core/train/experiment_file.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

/// One layer of 500 inputs and 200 units: 100,000 weights, then biases.
const Parameters kLayer{100200, {{0, 200, 500, true}, {100000, 200, 1, false}}};

Vector drawn(std::string_view scheme, const KnobMap& knobs, const Parameters& parameters = kLayer) {
    Random random(7, Stream::init);
    return initial_theta(scheme, knobs, parameters, random);
}

struct Moments {
    double mean;
    double deviation;
    double least;
    double greatest;
    double fourth;  ///< of the standardised numbers: 3 for normal ones, 9/5 for even ones
};

Moments moments(const Vector& numbers) {
    Moments m{};
    m.mean = numbers.mean();
    const Vector off = (numbers.array() - m.mean).matrix();
    m.deviation = std::sqrt(off.squaredNorm() / static_cast<double>(numbers.size()));
    m.least = numbers.minCoeff();
    m.greatest = numbers.maxCoeff();
    m.fourth = (off / m.deviation).array().pow(4.0).mean();
    return m;
}

/// 100,000 even numbers in ±bound: mean within 4 standard errors, both ends nearly reached, none beyond.
void check_even(const Vector& weights, double low, double high) {
    const Moments m = moments(weights);
    const double deviation = (high - low) / std::sqrt(12.0);
    CHECK(std::abs(m.mean - 0.5 * (low + high)) < 4.0 * deviation / std::sqrt(1e5));
    CHECK(close(m.deviation, deviation, 0.006));
    CHECK(m.least >= low);
    CHECK(m.greatest <= high);
    CHECK(m.least < low + 1e-3 * (high - low));
    CHECK(m.greatest > high - 1e-3 * (high - low));
    CHECK(close(m.fourth, 1.8, 0.01));
}

void check_bell(const Vector& weights, double mean, double deviation) {
    const Moments m = moments(weights);
    CHECK(std::abs(m.mean - mean) < 4.0 * deviation / std::sqrt(1e5));
    CHECK(close(m.deviation, deviation, 0.009));
    CHECK(m.greatest > mean + 3.5 * deviation);
    CHECK(m.greatest < mean + 6.0 * deviation);
    CHECK(m.least < mean - 3.5 * deviation);
    CHECK(close(m.fourth, 3.0, 0.025));
}

KnobMap kaiming(const char* mode, const char* nonlinearity, double a = 0.0) {
    return {{"mode", std::string(mode)}, {"nonlinearity", std::string(nonlinearity)}, {"a", a}};
}

}  // namespace

TEST_CASE("each scheme has the distribution that torch.nn.init gives it") {
    const auto weights = [](std::string_view scheme, const KnobMap& knobs) -> Vector {
        return drawn(scheme, knobs).head(100000);
    };
    CHECK(weights("zeros", {}) == Vector::Zero(100000));
    CHECK(weights("constant", {{"val", 0.25}}) == Vector::Constant(100000, 0.25));
    check_even(weights("uniform", {}), 0.0, 1.0);
    check_even(weights("uniform", {{"a", -0.5}, {"b", 2.0}}), -0.5, 2.0);
    check_bell(weights("normal", {}), 0.0, 1.0);
    check_bell(weights("normal", {{"mean", 3.0}, {"std", 0.2}}), 3.0, 0.2);
    // fan_in 500, fan_out 200.
    const double xavier = std::sqrt(6.0 / 700.0);
    check_even(weights("xavier_uniform", {}), -xavier, xavier);
    check_even(weights("xavier_uniform", {{"gain", 2.0}}), -2.0 * xavier, 2.0 * xavier);
    check_bell(weights("xavier_normal", {}), 0.0, std::sqrt(2.0 / 700.0));
    const double he = std::sqrt(6.0 / 500.0);
    check_even(weights("kaiming_uniform", {}), -he, he);
    const double he_out = std::sqrt(3.0 / 200.0) * 5.0 / 3.0;
    check_even(weights("kaiming_uniform", kaiming("fan_out", "tanh")), -he_out, he_out);
    const double leaky = std::sqrt(2.0 / 1.25) * std::sqrt(3.0 / 500.0);
    check_even(weights("kaiming_uniform", kaiming("fan_in", "leaky_relu", 0.5)), -leaky, leaky);
    check_bell(weights("kaiming_normal", kaiming("fan_in", "relu")), 0.0, std::sqrt(2.0 / 500.0));
    check_bell(weights("kaiming_normal", kaiming("fan_out", "linear")), 0.0, std::sqrt(1.0 / 200.0));
    check_even(weights("lecun_uniform", {}), -std::sqrt(3.0 / 500.0), std::sqrt(3.0 / 500.0));
    check_bell(weights("lecun_normal", {}), 0.0, std::sqrt(1.0 / 500.0));
    check_even(weights("torch_linear", {}), -std::sqrt(1.0 / 500.0), std::sqrt(1.0 / 500.0));
}

TEST_CASE("gains are those of torch.nn.init.calculate_gain") {
    CHECK(gain_of("linear", 0.0) == 1.0);
    CHECK(gain_of("sigmoid", 0.0) == 1.0);
    CHECK(gain_of("tanh", 0.0) == 1.6666666666666667);
    CHECK(gain_of("relu", 0.0) == 1.4142135623730951);
    CHECK(gain_of("leaky_relu", 0.01) == 1.4141428569978354);
    CHECK(gain_of("leaky_relu", std::sqrt(5.0)) == doctest::Approx(0.5773502691896257).epsilon(1e-15));
    CHECK(gain_of("selu", 0.0) == 0.75);
    CHECK(fans({0, 200, 500, true}).in == 500);
    CHECK(fans({0, 200, 500, true}).out == 200);
}

TEST_CASE("biases are zero where a scheme looks at layers, unless the settings say otherwise") {
    for (const InitPart& part : inits()) {
        CAPTURE(part.info.id);
        const Vector biases = drawn(part.info.id, {}).tail(200);
        CHECK((biases == Vector::Zero(200)) == (part.layers || part.info.id == "zeros"));
        if (find_knob(part.info, "bias") == nullptr) continue;
        const Vector linear = drawn(part.info.id, {{"bias", std::string("torch_linear")}}).tail(200);
        CHECK(linear.cwiseAbs().maxCoeff() <= 1.0 / std::sqrt(500.0));
        CHECK(linear.cwiseAbs().maxCoeff() > 0.9 / std::sqrt(500.0));
    }
    CHECK(drawn("normal", {{"bias", std::string("zeros")}}).tail(200) == Vector::Zero(200));
    const KnobMap same{{"bias", std::string("same")}, {"a", 3.0}, {"b", 4.0}};
    CHECK(drawn("uniform", same).tail(200).minCoeff() >= 3.0);
    // What has no matrix is drawn as one would be.
    CHECK(drawn("uniform", {{"a", 3.0}, {"b", 4.0}}, Parameters::vector(2)).minCoeff() >= 3.0);
    CHECK(drawn("normal", {}, Parameters::vector(2)).cwiseAbs().minCoeff() > 0.0);
}

TEST_CASE("orthogonal weights stand at right angles, whichever side is longer") {
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const struct {
        Index rows;
        Index cols;
    } shapes[] = {{64, 64}, {30, 70}, {70, 30}, {1, 9}, {9, 1}, {1, 1}};
    for (const auto& shape : shapes) {
        CAPTURE(shape.rows);
        CAPTURE(shape.cols);
        const Parameters layer{shape.rows * shape.cols, {{0, shape.rows, shape.cols, true}}};
        const Vector theta = drawn("orthogonal", {{"gain", 2.0}}, layer);
        const Eigen::Map<const RowMajor> w(theta.data(), shape.rows, shape.cols);
        const Matrix product =
            shape.rows < shape.cols ? Matrix(w * w.transpose()) : Matrix(w.transpose() * w);
        const Matrix identity = 4.0 * Matrix::Identity(product.rows(), product.cols());
        CHECK((product - identity).cwiseAbs().maxCoeff() < 1e-12);
    }
    // Uniform over all turns: the entries of a large one are nearly normal with deviation 1 / sqrt(n).
    const Parameters large{300 * 300, {{0, 300, 300, true}}};
    const Moments m = moments(drawn("orthogonal", {}, large));
    CHECK(close(m.deviation, 1.0 / std::sqrt(300.0), 1e-4));
    CHECK(std::abs(m.mean) < 4.0 / 300.0 / std::sqrt(300.0));
    CHECK(close(m.fourth, 3.0, 0.05));
}

TEST_CASE("a scheme with settings stands in a file as a table") {
    const std::string run = "[[run]]\n";
    const auto with = [&](const std::string& init) {
        return kData + "[model]\nkind = \"mlp\"\ninit = " + init + "\n" + run;
    };
    const Experiment experiment = parse_experiment(
        with("{ kind = \"kaiming_uniform\", mode = \"fan_out\", nonlinearity = \"tanh\" }"), "a.toml");
    CHECK(experiment.init == Init{"kaiming_uniform",
                                  {},
                                  {{"mode", std::string("fan_out")}, {"nonlinearity", std::string("tanh")}}});
    CHECK(parse_experiment(experiment_text(experiment), "b.toml") == experiment);
    CHECK(parse_experiment(with("\"orthogonal\""), "a.toml").init == Init{"orthogonal", {}});
    CHECK(parse_experiment(with("{ kind = \"orthogonal\" }"), "a.toml").init == Init{"orthogonal", {}});

    CHECK(message(with("{ gain = 2 }")) == "a.toml:6: [model] init needs 'kind'");
    CHECK(
        message(with("{ kind = \"xavier\" }")).find("a.toml:6: [model] init 'kind': unknown init 'xavier'") ==
        0);
    CHECK(message(with("{ kind = \"orthogonal\", gian = 2 }"))
              .find("key 'gian' is unknown; did you mean 'gain'?") != std::string::npos);
    CHECK(message(with("{ kind = \"uniform\", a = 2 }")) ==
          "a.toml:6: [model] init 'b' must be at least 'a', 2, not 1");
    CHECK(message(with("{ kind = \"normal\", std = -1 }")).find("'std' must be a number from 0") !=
          std::string::npos);
    CHECK(message("[function]\nkind = \"sphere\"\ninit = \"orthogonal\"\n" + run)
              .find("a.toml:3: [function] 'init' must not be 'orthogonal' here") == 0);
}

TEST_CASE("a network's layers may each have their own activation, in a file too") {
    const auto with = [&](const std::string& activation) {
        return kData + "[model]\nkind = \"mlp\"\nhidden = [3, 2]\nactivation = " + activation + "\n[[run]]\n";
    };
    const Experiment experiment = parse_experiment(with("[\"relu\", \"sine\"]"), "a.toml");
    CHECK(experiment_text(experiment).find("activation = [\"relu\", \"sine\"]\n") != std::string::npos);
    CHECK(parse_experiment(experiment_text(experiment), "b.toml") == experiment);
    CHECK(parse_experiment(with("\"relu\""), "a.toml").model.knobs.at("activation") == KnobValue("relu"));
    CHECK(message(with("[\"relu\", \"sine\", \"tanh\"]"))
              .find("'activation' must name one for all hidden layers, or one for each of the 2 in 'hidden', "
                    "not 3") != std::string::npos);
    CHECK(message(with("[\"relu\", \"sin\"]")).find("did you mean 'sine'?") != std::string::npos);
    CHECK(message(with("[]")).find("'activation' must be 'relu'") != std::string::npos);
    CHECK(message(with("[1, 2]")).find("'activation' must be 'relu'") != std::string::npos);
}
