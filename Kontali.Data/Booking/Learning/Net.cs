using System.Runtime.Intrinsics;

namespace Kontali.Data.Booking.Learning;

/// <summary>
/// A small net with one hidden layer and a straight way past it, trained a step at a time (Adam). One output.
/// The straight way starts with weights given by hand, so that it is sensible before it has learned anything.
/// </summary>
internal sealed class Net
{
    private const int Wide = 8;
    private const float Shrink = 1e-3f;
    private readonly int _in, _hidden;
    private readonly float[] _w; // hidden × in | hidden bias | out × hidden | straight × in | out bias
    private readonly float[] _g, _m, _v; // what errors say, its middle, its square
    private readonly float[] _calm; // the weights averaged over the latest steps: steadier, so they answer
    private readonly float _rate, _keep;
    private int _steps;

    public Net(int inputs, int hidden, float[] straight, float rate, float keep, int seed)
    {
        _in = (inputs + 7) / 8 * 8;
        (_hidden, _rate, _keep) = (hidden, rate, keep);
        var random = new Random(seed);
        _w = new float[_hidden * _in + _hidden + _hidden + _in + 1];
        (_g, _m, _v) = (new float[_w.Length], new float[_w.Length], new float[_w.Length]);
        var scale = MathF.Sqrt(2f / inputs);
        for (var j = 0; j < _hidden; j++)
            for (var i = 0; i < inputs; i++) _w[j * _in + i] = scale * Gauss(random);
        for (var j = 0; j < _hidden; j++) _w[OutAt + j] = 0.05f * Gauss(random);
        straight.CopyTo(_w, StraightAt);
        _calm = [.. _w];
    }

    /// <summary>Room an input needs, rounded up for the machine's wide registers; what is beyond the inputs stays 0.</summary>
    public int Width => _in;

    public int Hidden => _hidden;

    private int BiasAt => _hidden * _in;

    private int OutAt => BiasAt + _hidden;

    private int StraightAt => OutAt + _hidden;

    /// <summary>The output for one input, by the steady weights or, in training, by the latest; the hidden values are kept for <see cref="Blame"/>.</summary>
    public float Score(ReadOnlySpan<float> x, Span<float> hidden, bool training)
    {
        var w = training ? _w : _calm;
        var sum = Dot(w.AsSpan(StraightAt, _in), x) + w[^1];
        for (var j = 0; j < _hidden; j++)
        {
            var h = Dot(w.AsSpan(j * _in, _in), x) + w[BiasAt + j];
            hidden[j] = h > 0 ? h : 0;
            if (h > 0) sum += h * w[OutAt + j];
        }
        return sum;
    }

    /// <summary>Collects what an error in one output says of the weights.</summary>
    public void Blame(ReadOnlySpan<float> x, ReadOnlySpan<float> hidden, float error)
    {
        if (Math.Abs(error) < 1e-5f) return;
        Add(_g.AsSpan(StraightAt, _in), x, error);
        _g[^1] += error;
        for (var j = 0; j < _hidden; j++)
        {
            if (hidden[j] <= 0) continue;
            _g[OutAt + j] += error * hidden[j];
            var back = error * _w[OutAt + j];
            _g[BiasAt + j] += back;
            Add(_g.AsSpan(j * _in, _in), x, back);
        }
    }

    /// <summary>Moves the weights against what was collected.</summary>
    public void Step()
    {
        _steps++;
        var (b1, b2) = (0.9f, 0.999f);
        var rate = _rate * MathF.Sqrt(1 - MathF.Pow(b2, _steps)) / (1 - MathF.Pow(b1, _steps));
        rate *= MathF.Max(0.25f, 1f / MathF.Sqrt(1 + _steps / 20000f)); // Slower with age, but never still: habits change.
        int i = 0;
        for (; i + Wide <= _w.Length; i += Wide)
        {
            var g = Load(_g, i);
            var m = Load(_m, i) * b1 + g * (1 - b1);
            var v = Load(_v, i) * b2 + g * g * (1 - b2);
            // Numbers too small to matter are slow to reckon with.
            m = Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.Abs(m), Vector256.Create(1e-15f)), m, Vector256<float>.Zero);
            v = Vector256.ConditionalSelect(Vector256.GreaterThan(v, Vector256.Create(1e-20f)), v, Vector256<float>.Zero);
            Store(m, _m, i);
            Store(v, _v, i);
            var w = Load(_w, i);
            Store(w - w * (Shrink * _rate) - m * rate / (Vector256.Sqrt(v) + Vector256.Create(1e-6f)), _w, i);
        }
        for (; i < _w.Length; i++)
        {
            var g = _g[i];
            _m[i] = _m[i] * b1 + g * (1 - b1);
            _v[i] = _v[i] * b2 + g * g * (1 - b2);
            _w[i] -= _m[i] * rate / (MathF.Sqrt(_v[i]) + 1e-6f);
        }
        Array.Clear(_g);
        var keep = MathF.Min(_keep, 1 - 10f / (_steps + 10));
        for (i = 0; i + Wide <= _w.Length; i += Wide) Store(Load(_calm, i) * keep + Load(_w, i) * (1 - keep), _calm, i);
        for (; i < _w.Length; i++) _calm[i] = _calm[i] * keep + _w[i] * (1 - keep);
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector256<float>.Zero;
        for (var i = 0; i + Wide <= a.Length; i += Wide) sum += Load(a, i) * Load(b, i);
        return Vector256.Sum(sum);
    }

    private static void Add(Span<float> to, ReadOnlySpan<float> x, float times)
    {
        for (var i = 0; i + Wide <= to.Length; i += Wide) Store(Load(to, i) + Load(x, i) * times, to, i);
    }

    // Eight at a time on every machine, so that the same lessons make the same memory everywhere.
    private static Vector256<float> Load(ReadOnlySpan<float> from, int at) => Vector256.Create(from.Slice(at, Wide));

    private static void Store(Vector256<float> what, Span<float> to, int at) => what.CopyTo(to.Slice(at, Wide));

    private static float Gauss(Random random) => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
}
