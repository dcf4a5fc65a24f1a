using System.Text.Json;
using Kontali.Data;
using Kontali.Web.Shared;

namespace Kontali.Web.Firms;

/// <summary>The audit trail in a bookkeeper's words. What has no word of its own stands as the database names it: nothing is left out.</summary>
internal static class TrailWords
{
    private static readonly Dictionary<string, string> Tables = new()
    {
        ["clients"] = Texts.Of("Klient"),
        ["chart_of_accounts"] = Texts.Of("Konto"),
        ["vendors"] = Texts.Of("Leverandør"),
        ["vendor_invoices"] = Texts.Of("Faktura"),
        ["review_queue"] = Texts.Of("Til kontroll"),
        ["general_ledger"] = Texts.Of("Bilag"),
        ["agent_learned_patterns"] = Texts.Of("Mønster"),
        ["vat.returns"] = Texts.Of("Mva-melding"),
        ["ledger.periods"] = Texts.Of("Periode"),
        ["firms.client_access"] = Texts.Of("Tilgang"),
        ["users"] = Texts.Of("Bruker"),
        ["tenants"] = Texts.Of("Byrå"),
        ["firms.api_keys"] = Texts.Of("API-nøkkel"),
    };

    private static readonly Dictionary<string, string> Columns = new()
    {
        ["name"] = Texts.Of("navn"),
        ["ehf_endpoint"] = Texts.Of("elektronisk adresse"),
        ["trade"] = Texts.Of("bransje"),
        ["vat_status"] = Texts.Of("mva"),
        ["vat_term"] = Texts.Of("termin"),
        ["active_banks"] = Texts.Of("bankkontoer"),
        ["ai_automation_level"] = Texts.Of("automatikk"),
        ["ai_confidence_threshold"] = Texts.Of("sikkerhet"),
        ["ai_amount_cap"] = Texts.Of("beløpsgrense"),
        ["is_active"] = Texts.Of("åpen"),
        ["account_name"] = Texts.Of("navn"),
        ["default_vat_code"] = Texts.Of("mva-kode"),
        ["vat_deductible"] = Texts.Of("fradrag"),
        ["total_ore"] = Texts.Of("beløp i øre"),
        ["vat_needs_judgement"] = Texts.Of("vurderes"),
        ["assessed"] = Texts.Of("avgift"),
        ["filed_on"] = Texts.Of("levert"),
        ["term_from"] = Texts.Of("fra"),
        ["term_to"] = Texts.Of("til"),
        ["state"] = Texts.Of("tilstand"),
        ["status"] = Texts.Of("tilstand"),
        ["review_status"] = Texts.Of("kontroll"),
        ["voucher_number"] = Texts.Of("bilag"),
        ["description"] = Texts.Of("tekst"),
        ["account_number"] = Texts.Of("konto"),
        ["period"] = Texts.Of("periode"),
        ["entry_date"] = Texts.Of("dato"),
    };

    // Values that are words of ours; anything else is shown as it stands.
    private static readonly Dictionary<string, string> Values = new()
    {
        ["open"] = Texts.Of("åpen"),
        ["held"] = Texts.Of("holdt igjen"),
        ["closed"] = Texts.Of("stengt"),
        ["vat_filed"] = Texts.Of("mva levert"),
        ["true"] = Texts.Of("ja"),
        ["false"] = Texts.Of("nei"),
        ["pending"] = Texts.Of("venter"),
        ["approved"] = Texts.Of("godkjent"),
        ["corrected"] = Texts.Of("rettet"),
        ["rejected"] = Texts.Of("avvist"),
        ["posted"] = Texts.Of("bokført"),
        ["off"] = Texts.Of("av"),
        ["suggest"] = Texts.Of("foreslår"),
        ["assisted"] = Texts.Of("bokfører det sikre"),
        ["full"] = Texts.Of("bokfører uten beløpsgrense"),
        ["registered"] = Texts.Of("mva-registrert"),
        ["not_registered"] = Texts.Of("ikke registrert"),
        ["exempt"] = Texts.Of("unntatt"),
    };

    // Keys and copies of other columns say nothing to a reader.
    private static readonly HashSet<string> Silent =
        ["id", "tenant_id", "client_id", "xmin", "hash", "previous_hash", "content_hash", "posting_key", "changed_at", "line_count", "normalized_name", "version"];

    public static string Table(string name) => Tables.GetValueOrDefault(name, name);

    public static string Act(string action) => action switch
    {
        "insert" => Texts.Of("ny"),
        "update" => Texts.Of("endret"),
        "delete" => Texts.Of("fjernet"),
        var other => other,
    };

    /// <summary>Column by column: what it was and what it became; of a new row its first few facts.</summary>
    public static IEnumerable<(string What, string? Before, string? After)> Changes(AuditEntry entry)
    {
        var (before, after) = (Read(entry.OldValue), Read(entry.NewValue));
        return before.Keys.Union(after.Keys).Where(k => !Silent.Contains(k) && !k.EndsWith("_id", StringComparison.Ordinal))
            .OrderBy(k => Columns.ContainsKey(k) ? 0 : 1).Take(entry.Action == "update" ? 12 : 4)
            .Select(k => (Columns.GetValueOrDefault(k, k), before.GetValueOrDefault(k), after.GetValueOrDefault(k)));
    }

    private static Dictionary<string, string> Read(JsonElement? json) => json is { ValueKind: JsonValueKind.Object } it
        ? it.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).ToDictionary(p => p.Name, p => Word(p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText()))
        : [];

    private static string Word(string value) => Values.TryGetValue(value, out var word) ? word : value.Length > 60 ? value[..59] + "…" : value;
}
