namespace Kontali.Data.Booking.Learning;

/// <summary>How round an amount is: rents and fees are round, meters and tills are not, so accounts differ in it.</summary>
internal static class Roundness
{
    private const int Roundest = 5;

    /// <summary>0 with hundredths, 1 in whole kroner, 2 in tens, and so on.</summary>
    public static int Of(long cents)
    {
        if (cents == 0 || cents % 100 != 0) return 0;
        var round = 1;
        for (var kroner = cents / 100; round < Roundest && kroner % 10 == 0; kroner /= 10) round++;
        return round;
    }

    /// <summary>How well a roundness fits what an account has had, against all of the client's amounts; 0 where nothing is known.</summary>
    public static float Fit(Tally? had, Tally all, int round)
    {
        if (had is null) return 0;
        var usual = (all[round] + 1) / (all.Sum + 5);
        return MathF.Log((had[round] + 2 * usual) / (had.Sum + 2) / usual) * 0.4f;
    }
}
