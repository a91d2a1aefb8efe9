// Models against PyTorch's numbers and hand-worked ones; their names, blocks, starts and limits.
#include "core/model/init.h"
#include "core/train/catalogue.h"
#include "core/train/experiment_file.h"
#include "core/train/trainer.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace talweg;
using namespace talweg::test;

namespace {

using Names = std::vector<std::string>;

std::unique_ptr<Model> make(std::string_view kind, const KnobMap& knobs, Index inputs = 1,
                            Index outputs = 1) {
    const ModelPart& part = model_part(kind);
    return part.make(Settings(part.info, knobs), inputs, outputs);
}

std::unique_ptr<Objective> squares_over(std::shared_ptr<const Model> model, Matrix x, Matrix y) {
    Dataset data;
    data.x = std::move(x);
    data.y = std::move(y);
    return make_data_objective(std::make_shared<const Dataset>(std::move(data)), std::move(model),
                               loss_part("mse").make(Settings(loss_part("mse").info, {})), {});
}

KnobMap network(std::vector<double> hidden, std::string activation) {
    return {{"hidden", std::move(hidden)}, {"activation", std::move(activation)}};
}

Vector start_of(const Experiment& experiment) {
    return make_start(experiment, 0, *make_objective(experiment));
}

/// From PyTorch 1.13.1 (float64), for Sequential(Linear(2, 3), f, Linear(3, 2), f, Linear(2, 1)) under the
/// mean squared error: some entries of the gradient and of the Hessian times a direction v, and v'Hv.
struct Reference {
    std::string activation;
    double value;
    double gradient[6];  ///< 0, 3, 7, 11, 16, 19
    double product[4];   ///< 0, 7, 12, 19
    double bend;
};

}  // namespace

TEST_CASE("a network has PyTorch's value, gradient and curvature with every activation") {
    const Reference references[] = {
        {"relu",
         1.93896484375,
         {0.3125, 0.12044270833333333, 0.14322916666666666, -0.09700520833333333, 0.0, -2.125},
         {0.0, 0.3072916666666667, -1.25, 1.125},
         -7.612955729166668},
        {"leaky_relu",
         1.9252451985677077,
         {0.27454296874999984, 0.1095237630208333, 0.1405684895833333, -0.08838730468749999, 0.0,
          -2.097083333333333},
         {0.10682677929687512, 0.3192785781249999, -1.1374150742187492, 0.9916234374999998},
         -7.752807806075436},
        {"elu",
         1.9568090541789616,
         {-1.2384201653254407, -0.21534722610821652, -0.07659271894156786, -0.5881668944207856, 0.0,
          -0.9681935250777438},
         {3.302607329376127, 0.9143324968137935, 1.5433102699791887, -5.337986205331311},
         5.47869930428451},
        {"gelu",
         2.08361917207609,
         {0.1315364967913935, 0.11689366556419228, 0.06929544042939237, 0.011219593322898659, 0.0,
          -2.182767812388496},
         {1.3249151670130566, 0.18679470573328638, -0.6588110807916282, 0.6159484375093556},
         -5.442556526828376},
        {"silu",
         2.004532413707932,
         {0.01720749016753509, 0.08706764244942397, 0.05377818008004793, 0.06330970809763609, 0.0,
          -2.0505752391554015},
         {0.9885081981255696, 0.18188364871798424, -0.2943851733125184, -0.16970598158339734},
         -4.439741848334837},
        {"mish",
         1.961202945498588,
         {-0.22698791144533134, 0.07425329582947153, 0.022746510190437733, 0.0375104847401766, 0.0,
          -1.9014485491068627},
         {2.228013921097038, 0.15339490830353358, -0.011203008057039693, -0.8283464072503023},
         -5.274318665414784},
        {"tanh",
         3.114786067723292,
         {-0.5195109421235634, -0.042398713499271753, 0.04048961772022545, 0.017764785255855356, 0.0,
          -2.9016644610024307},
         {-0.7265409199647811, 0.5005290603879277, 0.35059475875808854, -4.090579937995886},
         -3.883734104997038},
        {"hard_tanh",
         3.065185546875,
         {-0.56640625, 0.0, 0.0, -0.09440104166666666, 0.0, -2.677083333333333},
         {-0.34179687500000006, 0.0, 0.56640625, -3.578125},
         -4.087849934895834},
        {"sigmoid",
         3.216964650879968,
         {-0.03155735234046339, -0.003345733360115985, 0.02007857173611012, -0.21598383107824745, 0.0,
          -3.0628080259114916},
         {0.014788577967320568, 0.12230108027511835, -0.7692782323271445, 1.3070339403107674},
         2.2010935838708603},
        {"softplus",
         1.287463143578321,
         {0.24618447201189625, 0.028450200136342, 0.0728244166781847, -0.4303553659348891, 0.0,
          -1.5480000354534935},
         {-0.8587469454438443, 0.22384119000938157, -1.4898447265402135, 1.7074433293580724},
         1.2220986556864906},
        {"identity",
         3.6067708333333335,
         {-2.59375, -0.9166666666666666, -0.16666666666666663, -4.28125, 0.0, 0.6666666666666665},
         {0.171875, 2.2890625, 10.234375, -13.15625},
         164.22827148437497},
        {"sine",
         3.9019881333765305,
         {-1.9996857983603578, -0.135467147722501, -0.3361991041739495, 1.0644320132519325, 0.0,
          -3.156911267027827},
         {1.8586068094333736, -0.7277788821933191, -0.974604802033465, -6.079653806262646},
         0.45801400511943946},
    };
    const Matrix x{{0.5, -1.25}, {1.5, 0.75}, {-2.0, 1.0}};
    const Matrix y{{1.5}, {-0.25}, {2.0}};
    Vector theta(20);
    Vector direction(20);
    for (Index i = 0; i < 20; ++i) {
        theta[i] = static_cast<double>((i * 7) % 11 - 5) / 4.0;
        direction[i] = static_cast<double>((i * 5) % 7 - 3) / 2.0;
    }
    for (const Reference& reference : references) {
        CAPTURE(reference.activation);
        const auto objective = squares_over(make("mlp", network({3, 2}, reference.activation), 2), x, y);
        Vector gradient(20);
        Vector product(20);
        CHECK(close(objective->value_and_gradient(theta, gradient), reference.value, 1e-14));
        const Index at[] = {0, 3, 7, 11, 16, 19};
        for (std::size_t i = 0; i < 6; ++i) CHECK(close(gradient[at[i]], reference.gradient[i], 1e-13, 1.0));
        REQUIRE(objective->hessian_product(theta, direction, product));
        const Index bent[] = {0, 7, 12, 19};
        for (std::size_t i = 0; i < 4; ++i) CHECK(close(product[bent[i]], reference.product[i], 1e-13, 1.0));
        CHECK(close(direction.dot(product), reference.bend, 1e-12));
    }
}

TEST_CASE("a network without hidden layers and one of identities are linear models") {
    const auto linear = make("linear", {}, 2, 2);
    const auto plain = make("mlp", network({}, "tanh"), 2, 2);
    const Matrix x{{0.5, -1.25}, {1.5, 0.75}, {-2.0, 1.0}};
    const Vector theta{{0.3, -0.1, 2.0, 0.7, 0.5, -1.5}};
    Matrix a;
    Matrix b;
    linear->predict(theta, x, a);
    plain->predict(theta, x, b);
    CHECK(a == b);
    // y = 2 (3 x + 1) - 4
    make("mlp", network({1}, "identity"))->predict(Vector{{3.0, 1.0, 2.0, -4.0}}, Matrix{{5.0}}, a);
    CHECK(a(0, 0) == 28.0);
}

TEST_CASE("a polynomial by hand") {
    const auto cubic = make("polynomial", {{"degree", std::int64_t{3}}});
    CHECK(cubic->parameter_names() == Names{"w1", "w2", "w3", "b"});
    Matrix prediction;
    // 5 + 2 x - x^2 + 3 x^3 at 2, -1, 0
    const Vector theta{{2.0, -1.0, 3.0, 5.0}};
    const Matrix x{{2.0}, {-1.0}, {0.0}};
    cubic->predict(theta, x, prediction);
    CHECK(prediction == Matrix{{29.0}, {-1.0}, {5.0}});
    Vector gradient(4);
    cubic->backward(theta, x, Matrix{{1.0}, {2.0}, {4.0}}, gradient);
    CHECK(gradient == Vector{{0.0, 6.0, 6.0, 7.0}});
    // A line of degree 1 is the linear model, to the last bit, and its least squares are known.
    const auto line = squares_over(make("polynomial", {{"degree", std::int64_t{1}}}),
                                   Matrix{{1.0}, {2.0}, {3.0}, {4.0}}, Matrix{{2.0}, {3.0}, {5.0}, {7.0}});
    CHECK(close(line->minimiser().value(), Vector{{1.7, 0.0}}, 1e-15));
    // Four points and four parameters: the curve goes through all.
    const auto exact = squares_over(make("polynomial", {}), Matrix{{1.0}, {2.0}, {3.0}, {4.0}},
                                    Matrix{{2.0}, {3.0}, {5.0}, {7.0}});
    CHECK(exact->value(exact->minimiser().value()) < 1e-24);
}

TEST_CASE("a polynomial of several inputs and outputs has its powers one input after the other") {
    const auto model = make("polynomial", {{"degree", std::int64_t{2}}}, 2, 2);
    CHECK(model->parameter_names() == Names{"w1^1[1]", "w1^2[1]", "w2^1[1]", "w2^2[1]", "w1^1[2]", "w1^2[2]",
                                            "w2^1[2]", "w2^2[2]", "b[1]", "b[2]"});
    CHECK(model->parameters().blocks ==
          std::vector<ParameterBlock>{{0, 2, 4, true, "weights"}, {8, 2, 1, false, "bias"}});
    Matrix prediction;
    // (1, 2, 3, 4) and (5, 6, 7, 8) times (2, 4, -1, 1), plus 10 and 20
    model->predict(Vector{{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 20.0}}, Matrix{{2.0, -1.0}},
                   prediction);
    CHECK(prediction == Matrix{{21.0, 55.0}});
}

TEST_CASE("the parameters of a network stand as PyTorch lists them") {
    const auto model = make("mlp", network({2}, "relu"), 3, 1);
    CHECK(model->parameter_names() == Names{"w1[1,1]", "w1[1,2]", "w1[1,3]", "w1[2,1]", "w1[2,2]", "w1[2,3]",
                                            "b1[1]", "b1[2]", "w2[1,1]", "w2[1,2]", "b2[1]"});
    CHECK(model->parameters().blocks == std::vector<ParameterBlock>{{0, 2, 3, true, "layer 1 weights", 0},
                                                                    {6, 2, 1, false, "layer 1 bias", 0},
                                                                    {8, 1, 2, true, "layer 2 weights", 1},
                                                                    {10, 1, 1, false, "layer 2 bias", 1}});
    CHECK(model->parameter_count() == 11);
    std::vector<bool> weights(11, true);
    for (const std::size_t bias : {6u, 7u, 10u}) weights[bias] = false;
    CHECK(model->is_weight() == weights);
}

TEST_CASE("networks that are too large are refused with the reason") {
    const auto refusal = [](std::vector<double> hidden) {
        return error_of([&] { make("mlp", {{"hidden", std::move(hidden)}}); });
    };
    CHECK(refusal({0}).find("'hidden' must be a list of whole numbers each from 1 to 512") == 0);
    CHECK(refusal({2.5}).find("'hidden' must be a list of whole numbers") == 0);
    CHECK(refusal(std::vector<double>(17, 1.0)) == "'hidden' must have at most 16 layers, not 17");
    CHECK(refusal({512, 512}) == "'hidden' makes 264,193 parameters; an mlp has at most 100,000");
    CHECK(error_of([] {
              make("mlp", {{"activation", "rleu"}});
          }).find("did you mean 'relu'?") != std::string::npos);
    CHECK_FALSE(error_of([] { make("polynomial", {{"degree", std::int64_t{16}}}); }).empty());
}

TEST_CASE("the copy of a network has room of its own") {
    const auto model = make("mlp", network({4, 3}, "tanh"), 2, 1);
    const auto copy = model->clone();
    Random random(3, Stream::init);
    const Vector theta = initial_theta("normal", {}, model->parameters(), random);
    const Matrix x{{0.5, -1.25}, {1.5, 0.75}};
    const Matrix d{{1.0}, {-2.0}};
    Matrix prediction;
    Vector alone(theta.size());
    Vector disturbed(theta.size());
    model->predict(theta, x, prediction);
    model->backward(theta, x, d, alone);
    model->predict(theta, x, prediction);
    copy->predict(-theta, Matrix::Ones(2, 2), prediction);
    model->backward(theta, x, d, disturbed);
    CHECK(same_bits(alone, disturbed));
}

TEST_CASE("torch_linear draws every layer within one over the root of its inputs") {
    const auto model = make("mlp", network({9}, "tanh"), 4, 2);
    Random random(11, Stream::init);
    const Vector theta = initial_theta("torch_linear", {}, model->parameters(), random);
    Random same(11, Stream::init);
    for (Index i = 0; i < theta.size(); ++i) {
        const double bound = i < 45 ? 1.0 / 2.0 : 1.0 / 3.0;
        CHECK(theta[i] == bound * (2.0 * same.uniform() - 1.0));
        CHECK(std::abs(theta[i]) <= bound);
    }
    // A test function's two numbers belong to no layer.
    CHECK(initial_theta("torch_linear", {}, Parameters::vector(2), random).cwiseAbs().maxCoeff() <= 1.0);
}

TEST_CASE("a network begins with small random numbers unless it is told otherwise") {
    const std::string network_text = "[model]\nkind = \"mlp\"\n";
    const std::string run = "[[run]]\n";
    const Experiment silent = parse_experiment(kData + network_text + run, "a.toml");
    CHECK(silent.init == Init{"torch_linear", {}});
    const Vector start = start_of(silent);
    CHECK(start.size() == 8 + 8 + 64 + 8 + 8 + 1);
    CHECK(start.cwiseAbs().minCoeff() > 0.0);
    CHECK(start == start_of(silent));
    const Experiment zeros = parse_experiment(kData + network_text + "init = \"zeros\"\n" + run, "a.toml");
    CHECK(start_of(zeros) == Vector::Zero(97));
    // Both are written so that they are read as they were.
    CHECK(parse_experiment(experiment_text(silent), "b.toml").init == silent.init);
    CHECK(parse_experiment(experiment_text(zeros), "b.toml").init == zeros.init);
}

TEST_CASE("classes are learned end to end from a file") {
    // Two classes that a line separates: after a hundred steps every logit is on its side.
    const std::string data = "[data]\nx = [[0, 1], [1, 0], [3, 2], [2, 3]]\ny = [0, 0, 1, 1]\n";
    const std::string run = "[stop]\nmax_steps = 200\n[[run]]\nlr = 0.5\n";
    for (const char* loss : {"bce_with_logits", "cross_entropy"}) {
        for (const char* model : {"linear", "polynomial", "mlp"}) {
            CAPTURE(loss);
            CAPTURE(model);
            const Experiment experiment = parse_experiment(
                data + "[model]\nkind = \"" + model + "\"\n[loss]\nkind = \"" + loss + "\"\n" + run,
                "a.toml");
            Trainer trainer(experiment);
            while (trainer.step()) {
            }
            const auto objective = make_objective(experiment);
            const double first = objective->value(start_of(experiment));
            CHECK(trainer.run(0).status == RunStatus::finished);
            CHECK(trainer.run(0).loss < 0.3 * first);
        }
    }
}
