// Losses against PyTorch's numbers, at extreme predictions, and what targets they take.
#include "core/train/catalogue.h"
#include "tests/core/closeness.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace talweg;
using namespace talweg::test;

namespace {

std::unique_ptr<Loss> make(std::string_view kind, const KnobMap& knobs = {}) {
    const LossPart& part = loss_part(kind);
    return part.make(Settings(part.info, knobs));
}

bool close(const Matrix& a, const Matrix& b, double tolerance) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           test::close(Vector(a.reshaped()), Vector(b.reshaped()), tolerance);
}

// A prediction, targets of each kind for it, and a direction for the second derivative.
const Matrix kPrediction{{0.3, -2.5}, {4.0, 0.9}, {-0.75, 1.5}};
const Matrix kNumbers{{0.1, 0.5}, {-1.0, 1.25}, {2.0, 1.5}};
const Matrix kCoins{{0.0, 1.0}, {1.0, 0.0}, {1.0, 0.25}};
const Matrix kMargins{{-1.0, 1.0}, {1.0, 1.0}, {-1.0, -1.0}};
const Matrix kDirection{{1.0, -2.0}, {0.5, 3.0}, {-1.5, 0.25}};

/// From PyTorch 1.13.1 (float64): the loss of kPrediction, its gradient, and the gradient's derivative along
/// kDirection (empty: there is none).
struct Reference {
    std::string_view kind;
    KnobMap knobs;
    Matrix target;
    double value;
    Matrix gradient;
    Matrix product;
};

void check_reference(const Reference& reference) {
    CAPTURE(reference.kind);
    const auto loss = make(reference.kind, reference.knobs);
    Matrix gradient;
    CHECK(test::close(loss->value(kPrediction, reference.target), reference.value, 1e-15));
    CHECK(same_bits(loss->value_and_gradient(kPrediction, reference.target, gradient),
                    loss->value(kPrediction, reference.target)));
    CHECK(close(gradient, reference.gradient, 1e-15));
    Matrix product;
    const bool bends = loss->hessian_product(kPrediction, reference.target, kDirection, product);
    CHECK(bends == (reference.product.size() > 0));
    if (bends) CHECK(close(product, reference.product, 2e-15));
}

const Matrix kLogits{{0.3, -2.5, 1.0}, {4.0, 0.9, -1.25}, {-0.75, 1.5, 0.5}, {0.1, 0.2, 0.3}};
const Matrix kClasses{{2.0}, {0.0}, {1.0}, {0.0}};

}  // namespace

TEST_CASE("losses of numbers and of two classes have PyTorch's values and derivatives") {
    const Reference references[] = {
        {"mae",
         {},
         kNumbers,
         1.883333333333333,
         Matrix{{0.16666666666666666, -0.16666666666666666},
                {0.16666666666666666, -0.16666666666666666},
                {-0.16666666666666666, 0.0}},
         Matrix()},
        {"huber",
         {{"delta", 1.0}},
         kNumbers,
         1.555208333333333,
         Matrix{{0.033333333333333326, -0.16666666666666666},
                {0.16666666666666666, -0.05833333333333333},
                {-0.16666666666666666, 0.0}},
         Matrix{{0.16666666666666666, -0.0}, {0.0, 0.5}, {-0.0, 0.041666666666666664}}},
        {"huber",
         {{"delta", 0.5}},
         kNumbers,
         0.8468749999999999,
         Matrix{{0.033333333333333326, -0.08333333333333333},
                {0.08333333333333333, -0.05833333333333333},
                {-0.08333333333333333, 0.0}},
         Matrix{{0.16666666666666666, -0.0}, {0.0, 0.5}, {-0.0, 0.041666666666666664}}},
        {"huber",
         {{"delta", 2.75}},
         kNumbers,
         3.0500000000000003,
         Matrix{{0.033333333333333326, -0.4583333333333333},
                {0.4583333333333333, -0.05833333333333333},
                {-0.4583333333333333, 0.0}},
         Matrix{{0.16666666666666666, -0.0}, {0.0, 0.5}, {-0.0, 0.041666666666666664}}},
        {"smooth_l1",
         {{"beta", 1.0}},
         kNumbers,
         1.555208333333333,
         Matrix{{0.033333333333333326, -0.16666666666666666},
                {0.16666666666666666, -0.05833333333333333},
                {-0.16666666666666666, 0.0}},
         Matrix{{0.16666666666666666, -0.0}, {0.0, 0.5}, {-0.0, 0.041666666666666664}}},
        {"smooth_l1",
         {{"beta", 0.25}},
         kNumbers,
         1.78,
         Matrix{{0.1333333333333333, -0.16666666666666666},
                {0.16666666666666666, -0.16666666666666666},
                {-0.16666666666666666, 0.0}},
         Matrix{{0.6666666666666666, -0.0}, {0.0, 0.0}, {-0.0, 0.16666666666666666}}},
        {"log_cosh",
         {},
         kNumbers,
         1.4595108209655336,
         Matrix{{0.03289588670415066, -0.16584245894778843},
                {0.16665153404376584, -0.05606259072272204},
                {-0.16530995409470128, 0.0}},
         Matrix{{0.16017383049435277, -0.0032886790551466816},
                {1.5131935911988359e-05, 0.44342574658621803},
                {-0.004053571694869751, 0.041666666666666664}}},
        {"quantile",
         {},
         kNumbers,
         0.9416666666666665,
         Matrix{{0.08333333333333333, -0.08333333333333333},
                {0.08333333333333333, -0.08333333333333333},
                {-0.08333333333333333, 0.0}},
         Matrix()},
        {"bce_with_logits",
         {},
         kCoins,
         1.1926388442514375,
         Matrix{{0.09574041946860984, -0.15402363666312607},
                {-0.0029977016603485915, 0.11849158377083398},
                {-0.1131964498625655, 0.09459574603227394}},
         Matrix{{0.04074305194845764, -0.02336790551503605},
                {0.0014718921844409255, 0.10275015367113174},
                {-0.05447374844045351, 0.006214435502930536}}},
        {"bce_with_logits",
         {{"pos_weight", 3.0}},
         kCoins,
         2.4540601735250873,
         Matrix{{0.09574041946860984, -0.4620709099893782},
                {-0.008993104981045738, 0.11849158377083398},
                {-0.3395893495876965, 0.07939361904841091}},
         Matrix{{0.04074305194845764, -0.07010371654510815},
                {0.004415676553322777, 0.10275015367113174},
                {-0.16342124532136051, 0.009321653254395804}}},
        {"hinge",
         {},
         kMargins,
         1.275,
         Matrix{{0.16666666666666666, -0.16666666666666666},
                {-0.0, -0.16666666666666666},
                {0.16666666666666666, 0.16666666666666666}},
         Matrix()},
        {"squared_hinge",
         {},
         kMargins,
         3.377083333333333,
         Matrix{{0.43333333333333335, -1.1666666666666665},
                {-0.0, -0.033333333333333326},
                {0.08333333333333333, 0.8333333333333333}},
         Matrix{{0.3333333333333333, -0.6666666666666666}, {-0.0, 1.0}, {-0.5, 0.08333333333333333}}},
    };
    for (const Reference& reference : references) check_reference(reference);
}

TEST_CASE("the quantile loss by hand") {
    // residuals y - p: -0.2, 3, -5, 0.35, 2.75, 0; 0.9 times those above, 0.1 times those below: 6.01 / 6. At
    // 0 the slope is 0, where PyTorch's maximum would give the mean of both sides.
    const auto loss = make("quantile", {{"q", 0.9}});
    Matrix gradient;
    CHECK(test::close(loss->value_and_gradient(kPrediction, kNumbers, gradient), 6.01 / 6.0, 1e-15));
    CHECK(close(gradient, Matrix{{0.1, -0.9}, {0.1, -0.9}, {-0.9, 0.0}} / 6.0, 1e-15));
}

TEST_CASE("smooth_l1 without a corner is mae") {
    const auto loss = make("smooth_l1", {{"beta", 0.0}});
    Matrix a;
    Matrix b;
    CHECK(loss->value_and_gradient(kPrediction, kNumbers, a) ==
          make("mae")->value_and_gradient(kPrediction, kNumbers, b));
    CHECK(a == b);
    CHECK_FALSE(loss->hessian_product(kPrediction, kNumbers, kDirection, a));
}

TEST_CASE("cross-entropy has PyTorch's values and derivatives with and without smoothing") {
    struct Smoothed {
        double smoothing;
        double value;
        Matrix gradient;
    };
    const Smoothed references[] = {
        {0.0, 0.5154171420744087,
         Matrix{{0.08131237469977523, 0.00494461059769852, -0.08625698529747375},
                {-0.011972026522842127, 0.010722970352500895, 0.0012490561703412443},
                {0.01788514742888155, -0.080310445800445, 0.06242529837156347},
                {-0.17484759866106817, 0.08305624838333683, 0.09179135027773137}}},
        {0.1, 0.6445838087410753,
         Matrix{{0.0729790413664419, -0.003388722735634813, -0.06959031863080709},
                {0.0046946401438245355, 0.0023896370191675616, -0.0070842771629920885},
                {0.009551814095548216, -0.06364377913377833, 0.05409196503823014},
                {-0.1581809319944015, 0.0747229150500035, 0.08345801694439804}}},
        {1.0, 1.8070838087410754,
         Matrix{{-0.002020958633558098, -0.07838872273563481, 0.08040968136919292},
                {0.15469464014382456, -0.07261036298083243, -0.08208427716299209},
                {-0.06544818590445178, 0.08635622086622168, -0.020908034961769857},
                {-0.008180931994401494, -0.000277084949996495, 0.008458016944398045}}},
    };
    const Matrix direction{{1.0, -2.0, 0.5}, {0.5, 3.0, -1.0}, {-1.5, 0.25, 2.0}, {1.0, 0.0, -1.0}};
    const Matrix product{{0.03145336308789974, -0.01292115081394666, -0.018532212273953075},
                         {-0.023739807172701553, 0.02573796650314517, -0.0019981593304436358},
                         {-0.03687525816334424, -0.05290598850211211, 0.08978124666545632},
                         {0.08015422921295846, 0.005527874703594373, -0.08568210391655283}};
    for (const Smoothed& reference : references) {
        const auto loss = make("cross_entropy", {{"label_smoothing", reference.smoothing}});
        Matrix gradient;
        CHECK(test::close(loss->value_and_gradient(kLogits, kClasses, gradient), reference.value, 1e-15));
        CHECK(
            same_bits(loss->value_and_gradient(kLogits, kClasses, gradient), loss->value(kLogits, kClasses)));
        CHECK(close(gradient, reference.gradient, 2e-15));
        Matrix moved;
        CHECK(loss->hessian_product(kLogits, kClasses, direction, moved));
        CHECK(close(moved, product, 2e-15));
    }
}

TEST_CASE("two classes far from the boundary cost what they should and never overflow") {
    // PyTorch 1.13.1: 500 and these slopes
    const Matrix far{{1000.0, -1000.0}, {1000.0, -1000.0}};
    const Matrix target{{1.0, 0.0}, {0.0, 1.0}};
    Matrix gradient;
    CHECK(make("bce_with_logits")->value_and_gradient(far, target, gradient) == 500.0);
    CHECK(gradient == Matrix{{0.0, 0.0}, {0.25, -0.25}});
    CHECK(make("bce_with_logits")->hessian_product(far, target, target, gradient));
    CHECK(gradient == Matrix::Zero(2, 2));
    // log(1 + e^-40) has all its digits
    CHECK(
        test::close(make("bce_with_logits")->value(Matrix{{-40.0}}, Matrix{{0.0}}), std::exp(-40.0), 1e-15));
    const Matrix margin{{1.0, -1.0}, {-1.0, 1.0}};
    CHECK(make("hinge")->value_and_gradient(far, margin, gradient) == 2002.0 / 4.0);
    CHECK(gradient == Matrix{{0.0, 0.0}, {0.25, -0.25}});
    CHECK(make("squared_hinge")->value(far, margin) == 2.0 * 1001.0 * 1001.0 / 4.0);
}

TEST_CASE("classes far apart cost what they should and never overflow") {
    // PyTorch 1.13.1: 1000 either way
    const Matrix far{{1000.0, -1000.0, 0.0}, {-1000.0, 1000.0, 0.0}};
    const Matrix target{{0.0}, {0.0}};
    Matrix gradient;
    CHECK(make("cross_entropy")->value_and_gradient(far, target, gradient) == 1000.0);
    CHECK(gradient == Matrix{{0.0, 0.0, 0.0}, {-0.5, 0.5, 0.0}});
    const auto smoothed = make("cross_entropy", {{"label_smoothing", 0.3}});
    CHECK(test::close(smoothed->value_and_gradient(far, target, gradient), 1000.0, 1e-15));
    CHECK(close(gradient, Matrix{{0.1, -0.05, -0.05}, {-0.4, 0.45, -0.05}}, 1e-15));
}

TEST_CASE("log cosh keeps its digits at both ends") {
    const auto loss = make("log_cosh");
    const Matrix zero{{0.0}};
    CHECK(loss->value(Matrix{{1000.0}}, zero) == 1000.0 - std::log(2.0));
    // r^2 / 2 (1 - r^2 / 6)
    CHECK(test::close(loss->value(Matrix{{1e-9}}, zero), 0.5e-18, 1e-15));
    CHECK(test::close(loss->value(Matrix{{-1e-3}}, zero), 0.5e-6 * (1.0 - 1e-6 / 6.0), 1e-13));
    Matrix product;
    CHECK(loss->hessian_product(Matrix{{-1000.0}}, zero, Matrix{{1.0}}, product));
    CHECK(product(0, 0) == 0.0);
    // both ways of writing it meet where one takes over
    CHECK(test::close(loss->value(Matrix{{1.0}}, zero), loss->value(Matrix{{std::nextafter(1.0, 0.0)}}, zero),
                      1e-15));
}

TEST_CASE("corners have the slopes that PyTorch gives them") {
    Matrix gradient;
    make("mae")->value_and_gradient(Matrix{{2.0}}, Matrix{{2.0}}, gradient);
    CHECK(gradient(0, 0) == 0.0);
    make("huber")->value_and_gradient(Matrix{{1.0}}, Matrix{{2.0}}, gradient);
    CHECK(gradient(0, 0) == -1.0);
    make("smooth_l1")->value_and_gradient(Matrix{{1.0}}, Matrix{{2.0}}, gradient);
    CHECK(gradient(0, 0) == -1.0);
    make("hinge")->value_and_gradient(Matrix{{1.0}}, Matrix{{1.0}}, gradient);  // as torch.relu(1 - y p)
    CHECK(gradient(0, 0) == 0.0);
}

TEST_CASE("no loss hides a NaN and no rows cost nothing") {
    for (const LossPart& part : losses()) {
        CAPTURE(part.info.id);
        const auto loss = part.make(Settings(part.info, {}));
        const Index k = loss->task() == Task::classes ? 3 : 1;
        Matrix gradient;
        for (const double bad : {std::numeric_limits<double>::quiet_NaN(), HUGE_VAL}) {
            Matrix prediction = Matrix::Zero(9, k);
            prediction(4, k - 1) = bad;
            const Matrix target = Matrix::Ones(9, 1);
            const double value = loss->value_and_gradient(prediction, target, gradient);
            // an infinite logit on the right side is no fault of a hinge
            const bool free = std::isinf(bad) && loss->task() == Task::margin;
            CHECK(std::isfinite(value) == free);
            if (std::isnan(bad)) CHECK_FALSE(gradient.allFinite());
        }
        Matrix target = Matrix::Ones(9, 1);
        target(3, 0) = std::numeric_limits<double>::quiet_NaN();
        CHECK(std::isnan(loss->value(Matrix::Zero(9, k), target)));
        CHECK(loss->value(Matrix(0, k), Matrix(0, 1)) == 0.0);
        CHECK(loss->value_and_gradient(Matrix(0, k), Matrix(0, 1), gradient) == 0.0);
        CHECK(gradient.rows() == 0);
    }
}

TEST_CASE("losses say what targets they take and which one is wrong") {
    const Matrix numbers{{0.0}, {2.5}, {-1.0}};
    CHECK(make("mae")->target_trouble(numbers).empty());
    CHECK(make("bce_with_logits")->target_trouble(numbers) ==
          "0 or 1, or a probability between; that of row 2 is 2.5");
    CHECK(make("hinge")->target_trouble(numbers) == "-1 or 1; that of row 1 is 0");
    CHECK(make("squared_hinge")->target_trouble(Matrix{{-1.0}, {1.0}}).empty());
    CHECK(make("cross_entropy")->target_trouble(numbers) ==
          "class numbers 0, 1, 2, … below 1000; that of row 2 is 2.5");
    CHECK(make("cross_entropy")->target_trouble(Matrix{{1000.0}}) ==
          "class numbers 0, 1, 2, … below 1000; that of row 1 is 1000");
    CHECK_FALSE(make("cross_entropy")->target_trouble(Matrix{{0.0, 1.0}}).empty());
}

TEST_CASE("cross-entropy needs an output for each class and at least two") {
    const auto loss = make("cross_entropy");
    CHECK(loss->outputs(Matrix{{0.0}, {4.0}, {2.0}}) == 5);
    CHECK(loss->outputs(Matrix{{0.0}, {0.0}}) == 2);
    CHECK(loss->outputs(Matrix{{1e300}, {-3.0}}) == 2);
    CHECK(make("bce_with_logits")->outputs(Matrix{{0.0, 1.0}}) == 2);
}
