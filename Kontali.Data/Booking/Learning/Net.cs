using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kontali.Data.Booking.Learning;

/// <summary>
/// A small net with one hidden layer and a straight way past it, trained a step at a time (Adam). One output.
/// The straight way starts with weights given by hand, so that it is sensible before it has learned anything.
/// A lesson is one or more rows tried by the latest weights, their errors, and a step; answers come from the weights averaged over the latest steps.
/// </summary>
internal sealed class Net
{
    // Sixteen hidden values are reckoned at a time, for four rows: that keeps the registers full. Each value is summed in one order, so all machines agree.
    private const int Wide = 8, Tile = 2 * Wide, Rows = 4;
    private const float Shrink = 1e-3f, Negligible = 1e-6f;
    private readonly int _in, _hidden;
    private readonly float[] _w; // in × hidden | hidden bias | out × hidden | straight × in | out bias
    private readonly float[] _m, _v; // what errors say of each weight: its middle, its square
    private readonly float[] _calm; // the weights averaged over the latest steps: steadier, so they answer
    private readonly float _rate, _keep;
    private float[] _rows = [], _values = [], _errors = []; // the lesson: what is seen, the hidden values, the errors
    private int _tried, _steps;

    public Net(int inputs, int hidden, float[] straight, float rate, float keep, int seed)
    {
        if (hidden % Tile != 0) throw new ArgumentOutOfRangeException(nameof(hidden));
        (_in, _hidden, _rate, _keep) = (WidthOf(inputs), hidden, rate, keep);
        var random = new Random(seed);
        _w = new float[StraightAt + _in + Wide];
        (_m, _v) = (new float[_w.Length], new float[_w.Length]);
        var scale = MathF.Sqrt(2f / inputs);
        for (var j = 0; j < _hidden; j++)
            for (var i = 0; i < inputs; i++) _w[i * _hidden + j] = scale * Gauss(random);
        for (var j = 0; j < _hidden; j++) _w[OutAt + j] = 0.05f * Gauss(random);
        straight.CopyTo(_w, StraightAt);
        _calm = [.. _w];
    }

    private int BiasAt => _in * _hidden;

    private int OutAt => BiasAt + _hidden;

    private int StraightAt => OutAt + _hidden;

    private int OutBiasAt => StraightAt + _in;

    /// <summary>Room a row needs, rounded up for the machine's wide registers; what is beyond the inputs stays 0.</summary>
    public static int WidthOf(int inputs) => (inputs + Wide - 1) / Wide * Wide;

    /// <summary>The output for each row, by the steady weights.</summary>
    public void Answer(ReadOnlySpan<float> rows, Span<float> scores)
    {
        MakeRoom(_tried + scores.Length);
        Reckon(_calm, rows, _values.AsSpan(_tried * _hidden), scores);
    }

    /// <summary>Takes rows into the lesson and gives the output for each by the latest weights; the caller puts each one's error in its place.</summary>
    public Span<float> Try(ReadOnlySpan<float> rows)
    {
        var count = rows.Length / _in;
        MakeRoom(_tried + count);
        rows.CopyTo(_rows.AsSpan(_tried * _in));
        var scores = _errors.AsSpan(_tried, count);
        Reckon(_w, rows, _values.AsSpan(_tried * _hidden), scores);
        _tried += count;
        return scores;
    }

    /// <summary>Moves the weights against the errors of the lesson, and ends it.</summary>
    public void Step()
    {
        LeaveOutNegligible();
        _steps++;
        var (middle, square) = (1 - MathF.Pow(0.9f, _steps), 1 - MathF.Pow(0.999f, _steps));
        // Slower with age, but never still: habits change.
        var rate = _rate * MathF.Sqrt(square) / middle * MathF.Max(0.25f, 1f / MathF.Sqrt(1 + _steps / 20000f));
        var keep = MathF.Min(_keep, 1 - 10f / (_steps + 10));
        MoveOut(rate, keep);
        MoveHidden(rate, keep);
        _tried = 0;
    }

    private void MakeRoom(int rows)
    {
        if (_errors.Length >= rows) return;
        rows += rows / 2;
        Array.Resize(ref _rows, rows * _in);
        Array.Resize(ref _values, rows * _hidden);
        Array.Resize(ref _errors, rows);
    }

    private void Reckon(float[] w, ReadOnlySpan<float> rows, Span<float> values, Span<float> scores)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(w);
        ref var seen = ref MemoryMarshal.GetReference(rows);
        ref var kept = ref MemoryMarshal.GetReference(values);
        var last = scores.Length - 1;
        for (var r = 0; r <= last; r += Rows)
        {
            // Beyond the last row the last is reckoned again, to the same effect.
            var (r1, r2, r3) = (Math.Min(r + 1, last), Math.Min(r + 2, last), Math.Min(r + 3, last));
            ref var x0 = ref Unsafe.Add(ref seen, r * _in);
            ref var x1 = ref Unsafe.Add(ref seen, r1 * _in);
            ref var x2 = ref Unsafe.Add(ref seen, r2 * _in);
            ref var x3 = ref Unsafe.Add(ref seen, r3 * _in);
            for (var j = 0; j < _hidden; j += Tile)
            {
                var (a0, b0) = (At(ref weights, BiasAt + j), At(ref weights, BiasAt + j + Wide));
                var (a1, b1, a2, b2, a3, b3) = (a0, b0, a0, b0, a0, b0);
                ref var tile = ref Unsafe.Add(ref weights, j);
                for (var i = 0; i < _in; i++)
                {
                    var (a, b) = (At(ref tile, 0), At(ref tile, Wide));
                    tile = ref Unsafe.Add(ref tile, _hidden);
                    var x = Vector256.Create(Unsafe.Add(ref x0, i));
                    (a0, b0) = (Vector256.FusedMultiplyAdd(x, a, a0), Vector256.FusedMultiplyAdd(x, b, b0));
                    x = Vector256.Create(Unsafe.Add(ref x1, i));
                    (a1, b1) = (Vector256.FusedMultiplyAdd(x, a, a1), Vector256.FusedMultiplyAdd(x, b, b1));
                    x = Vector256.Create(Unsafe.Add(ref x2, i));
                    (a2, b2) = (Vector256.FusedMultiplyAdd(x, a, a2), Vector256.FusedMultiplyAdd(x, b, b2));
                    x = Vector256.Create(Unsafe.Add(ref x3, i));
                    (a3, b3) = (Vector256.FusedMultiplyAdd(x, a, a3), Vector256.FusedMultiplyAdd(x, b, b3));
                }
                Keep(ref kept, r * _hidden + j, a0, b0);
                Keep(ref kept, r1 * _hidden + j, a1, b1);
                Keep(ref kept, r2 * _hidden + j, a2, b2);
                Keep(ref kept, r3 * _hidden + j, a3, b3);
            }
        }
        for (var r = 0; r <= last; r++)
            scores[r] = Dot(ref Unsafe.Add(ref seen, r * _in), ref Unsafe.Add(ref weights, StraightAt), _in) + Dot(ref Unsafe.Add(ref kept, r * _hidden), ref Unsafe.Add(ref weights, OutAt), _hidden) + w[OutBiasAt];
    }

    private static void Keep(ref float kept, int at, Vector256<float> a, Vector256<float> b)
    {
        Vector256.Max(a, Vector256<float>.Zero).StoreUnsafe(ref kept, (nuint)at);
        Vector256.Max(b, Vector256<float>.Zero).StoreUnsafe(ref kept, (nuint)at + Wide);
    }

    // Most candidates are known to be wrong and have little to teach.
    private void LeaveOutNegligible()
    {
        var left = 0;
        for (var r = 0; r < _tried; r++)
        {
            if (MathF.Abs(_errors[r]) < Negligible) continue;
            if (left < r)
            {
                _rows.AsSpan(r * _in, _in).CopyTo(_rows.AsSpan(left * _in));
                _values.AsSpan(r * _hidden, _hidden).CopyTo(_values.AsSpan(left * _hidden));
                _errors[left] = _errors[r];
            }
            left++;
        }
        _tried = left;
    }

    // The straight way and the hidden values' way out; the latter's values give way to what the errors say of them.
    private void MoveOut(float rate, float keep)
    {
        for (var i = 0; i < _in; i += Wide)
        {
            var g = Vector256<float>.Zero;
            for (var r = 0; r < _tried; r++) g = Vector256.FusedMultiplyAdd(At(ref _rows[r * _in], i), Vector256.Create(_errors[r]), g);
            Move(StraightAt + i, g, rate, keep);
        }
        for (var j = 0; j < _hidden; j += Wide)
        {
            var (g, bias) = (Vector256<float>.Zero, Vector256<float>.Zero);
            var way = At(ref _w[OutAt], j);
            for (var r = 0; r < _tried; r++)
            {
                ref var at = ref _values[r * _hidden + j];
                var error = Vector256.Create(_errors[r]);
                var value = At(ref at, 0);
                g = Vector256.FusedMultiplyAdd(value, error, g);
                var back = Vector256.ConditionalSelect(Vector256.GreaterThan(value, Vector256<float>.Zero), error * way, Vector256<float>.Zero);
                bias += back;
                back.StoreUnsafe(ref at);
            }
            Move(OutAt + j, g, rate, keep);
            Move(BiasAt + j, bias, rate, keep);
        }
        var all = 0f;
        for (var r = 0; r < _tried; r++) all += _errors[r];
        Move(OutBiasAt, Vector256.CreateScalar(all), rate, keep);
    }

    private void MoveHidden(float rate, float keep)
    {
        ref var seen = ref MemoryMarshal.GetArrayDataReference(_rows);
        ref var back = ref MemoryMarshal.GetArrayDataReference(_values);
        for (var i = 0; i < _in; i += Rows)
            for (var j = 0; j < _hidden; j += Tile)
            {
                var (a0, b0, a1, b1, a2, b2, a3, b3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
                ref var x = ref Unsafe.Add(ref seen, i);
                ref var tile = ref Unsafe.Add(ref back, j);
                for (var r = 0; r < _tried; r++)
                {
                    var (a, b) = (At(ref tile, 0), At(ref tile, Wide));
                    var v = Vector256.Create(x);
                    (a0, b0) = (Vector256.FusedMultiplyAdd(v, a, a0), Vector256.FusedMultiplyAdd(v, b, b0));
                    v = Vector256.Create(Unsafe.Add(ref x, 1));
                    (a1, b1) = (Vector256.FusedMultiplyAdd(v, a, a1), Vector256.FusedMultiplyAdd(v, b, b1));
                    v = Vector256.Create(Unsafe.Add(ref x, 2));
                    (a2, b2) = (Vector256.FusedMultiplyAdd(v, a, a2), Vector256.FusedMultiplyAdd(v, b, b2));
                    v = Vector256.Create(Unsafe.Add(ref x, 3));
                    (a3, b3) = (Vector256.FusedMultiplyAdd(v, a, a3), Vector256.FusedMultiplyAdd(v, b, b3));
                    x = ref Unsafe.Add(ref x, _in);
                    tile = ref Unsafe.Add(ref tile, _hidden);
                }
                var at = i * _hidden + j;
                Move(at, a0, rate, keep);
                Move(at + Wide, b0, rate, keep);
                Move(at += _hidden, a1, rate, keep);
                Move(at + Wide, b1, rate, keep);
                Move(at += _hidden, a2, rate, keep);
                Move(at + Wide, b2, rate, keep);
                Move(at += _hidden, a3, rate, keep);
                Move(at + Wide, b3, rate, keep);
            }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(int at, Vector256<float> g, float rate, float keep)
    {
        const float b1 = 0.9f, b2 = 0.999f;
        ref var w = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_w), at);
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_m), at);
        ref var v = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_v), at);
        ref var calm = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_calm), at);
        var middle = At(ref m, 0) * b1 + g * (1 - b1);
        var square = At(ref v, 0) * b2 + g * g * (1 - b2);
        // Numbers too small to matter are slow to reckon with.
        middle &= Vector256.GreaterThan(Vector256.Abs(middle), Vector256.Create(1e-15f));
        square &= Vector256.GreaterThan(square, Vector256.Create(1e-20f));
        var weight = At(ref w, 0);
        weight = weight - weight * (Shrink * _rate) - middle * rate / (Vector256.Sqrt(square) + Vector256.Create(1e-6f));
        middle.StoreUnsafe(ref m);
        square.StoreUnsafe(ref v);
        weight.StoreUnsafe(ref w);
        (At(ref calm, 0) * keep + weight * (1 - keep)).StoreUnsafe(ref calm);
    }

    private static float Dot(ref float a, ref float b, int length)
    {
        var sum = Vector256<float>.Zero;
        for (var i = 0; i < length; i += Wide) sum = Vector256.FusedMultiplyAdd(At(ref a, i), At(ref b, i), sum);
        return Vector256.Sum(sum);
    }

    private static Vector256<float> At(ref float from, int at) => Vector256.LoadUnsafe(ref from, (nuint)at);

    private static float Gauss(Random random) => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(MathF.Tau * random.NextSingle());
}
