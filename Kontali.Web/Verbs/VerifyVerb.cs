using System.Globalization;
using Kontali.Data;
using Kontali.Data.Verification;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Verbs;

/// <summary>Proves the books from a script: exit code 1 where something is wrong.</summary>
internal static class VerifyVerb
{
    private const string Usage = """
        verify [--firm FIRM] [--client NUMBER]   proves the books, and names the first bad voucher of each client
        Without --firm, every firm. Without --client, every client and the firm's own trail; then the day's anchor is written.
        FIRM is its organisation number, or its name where only one bears it; NUMBER is the client's number in the firm.
        """;

    public static async Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error)
    {
        if (args is [not ['-', '-', ..], ..] or ["--help"]) return await Verb.ExplainAsync(args, Usage, output, error);
        var given = Arguments.Read(Usage, args, "firm", "client");
        await using var door = await SetUpDoor.OpenAsync(configuration);
        IReadOnlyList<Guid> firms = given["firm"] is { } asked ? [await door.FirmAsync(asked)] : await door.FirmsAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        var (faults, found) = (0, 0);
        foreach (var firm in firms)
        {
            var proofs = await door.DoAsync(firm, db => ProveAsync(db, configuration, given["client"]));
            if (proofs is null) continue;
            found++;
            var names = await door.DoAsync(firm, db => db.Clients.AsNoTracking().ToDictionaryAsync(c => c.Id, c => $"{c.ClientNumber} {c.Name}"));
            foreach (var proof in proofs)
            {
                faults += proof.Faults;
                await SayAsync(proof, proof.ClientId is { } client ? names[client] : "The firm's own trail and documents", output);
            }
        }
        if (found == 0) throw new Misunderstood(given["client"] is { } client ? $"No client has the number {client}." : "There is no firm yet.", Usage);
        await output.WriteLineAsync(faults == 0 ? "All in order." : string.Create(CultureInfo.InvariantCulture, $"{faults} faults."));
        return faults == 0 ? Verb.Done : Verb.Failed;
    }

    private static async Task<IReadOnlyList<Proof>?> ProveAsync(KontaliContext db, IConfiguration configuration, string? number)
    {
        var (store, anchors) = (OpenTheBooks.Store(configuration), OpenTheBooks.Anchors(configuration));
        IReadOnlyList<Proof> proofs;
        if (number is null)
        {
            proofs = await db.VerifyFirmAsync(store, anchors);
            await anchors.WriteAsync(db.Actor.RequiredFirm, db.Clock.Now(), [.. proofs.Where(p => p.Faults == 0).SelectMany(p => p.Heads)]);
        }
        else
        {
            if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientNumber == number) is not { } client) return null;
            proofs = [await db.VerifyAsync(client.Id, store, (await anchors.ReadAsync(db.Actor.RequiredFirm)).Anchors)];
        }
        db.Proofs.AddRange(proofs);
        return proofs;
    }

    private static async Task SayAsync(Proof proof, string whose, TextWriter output)
    {
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{whose}: {proof.Vouchers} vouchers, {proof.Lines} lines, {proof.TrailRows} rows of the trail, {proof.Documents} documents, {proof.Anchors} anchored heads in {proof.Milliseconds / 1000.0:0.0} s: {(proof.Faults == 0 ? "in order" : $"{proof.Faults} faults")}"));
        foreach (var fault in proof.Found.Take(10)) await output.WriteLineAsync($"  {fault.Check} {fault.Where}: {new Texts().Say(fault.Says)}");
    }
}
