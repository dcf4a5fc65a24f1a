using System.Collections.Frozen;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>The codes the rules of Peppol BIS Billing 3.0.21 accept. Each list names the standard it is drawn from.</summary>
internal static partial class CodeLists
{
    /// <summary>ISO 4217 currencies.</summary>
    internal static readonly FrozenSet<string> Currencies = Of("""
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CLF CLP CNH
        CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
        IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
        MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS
        SRD SSP STD SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XBA
        XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
        """);

    /// <summary>ISO 3166-1 alpha-2 countries, with 1A (Kosovo) and XI (Northern Ireland).</summary>
    internal static readonly FrozenSet<string> Countries = Of("""
        1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG
        CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM
        GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
        LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ
        OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC
        TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW
        """);

    /// <summary>UNTDID 1001 document types of invoices.</summary>
    internal static readonly FrozenSet<string> InvoiceTypes = Of("""
        102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394 395
        456 457 471 472 473 500 501 527 553 575 623 633 71 751 780 80 817 82 84 870 875 876 877 935
        """);

    /// <summary>UNTDID 1001 document types of credit notes.</summary>
    internal static readonly FrozenSet<string> CreditNoteTypes = Of("""
        261 262 296 308 381 396 420 458 502 503 532 81 83
        """);

    /// <summary>UNTDID 1001 types Peppol takes as an ordinary invoice.</summary>
    internal static readonly FrozenSet<string> PeppolInvoiceTypes = Of("""
        102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 71 780 80 817 82 84 870 875 876 877
        """);

    /// <summary>UNTDID 1001 types Peppol takes as an ordinary credit note.</summary>
    internal static readonly FrozenSet<string> PeppolCreditNoteTypes = Of("""
        381 396 532 81 83
        """);

    /// <summary>UNTDID 2005, when VAT falls due.</summary>
    internal static readonly FrozenSet<string> TaxPoints = Of("""
        3 35 432
        """);

    /// <summary>UNTDID 4461 payment means.</summary>
    internal static readonly FrozenSet<string> PaymentMeans = Of("""
        1 10 11 12 13 14 15 16 17 18 19 2 20 21 22 23 24 25 26 27 28 29 3 30 31 32 33 34 35 36 37 38 39 4 40 41 42 43 44 45 46 47 48 49
        5 50 51 52 53 54 55 56 57 58 59 6 60 61 62 63 64 65 66 67 68 69 7 70 74 75 76 77 78 8 9 91 92 93 94 95 96 97 98 ZZZ
        """);

    /// <summary>UNTDID 5305 VAT categories.</summary>
    internal static readonly FrozenSet<string> VatCategories = Of("""
        AE B E G K L M O S Z
        """);

    /// <summary>UNTDID 5189 reasons for an allowance.</summary>
    internal static readonly FrozenSet<string> AllowanceReasons = Of("""
        100 102 103 104 105 41 42 60 62 63 64 65 66 67 68 70 71 88 95
        """);

    /// <summary>UNTDID 7161 reasons for a charge.</summary>
    internal static readonly FrozenSet<string> ChargeReasons = Of("""
        AA AAA AAC AAD AAE AAF AAH AAI AAS AAT AAV AAY AAZ ABA ABB ABC ABD ABF ABK ABL ABN ABR ABS ABT ABU ACF ACG ACH ACI ACJ ACK ACL
        ACM ACS ADC ADE ADJ ADK ADL ADM ADN ADO ADP ADQ ADR ADT ADW ADY ADZ AEA AEB AEC AED AEF AEH AEI AEJ AEK AEL AEM AEN AEO AEP AES
        AET AEU AEV AEW AEX AEY AEZ AJ AU CA CAB CAD CAE CAF CAI CAJ CAK CAL CAM CAN CAO CAP CAQ CAR CAS CAT CAU CAV CAW CAX CAY CAZ CD
        CG CS CT DAB DAC DAD DAF DAG DAH DAI DAJ DAK DAL DAM DAN DAO DAP DAQ DL EG EP ER FAA FAB FAC FC FH FI GAA HAA HD HH IAA IAB ID
        IF IR IS KO L1 LA LAA LAB LF MAE MI ML NAA OA PA PAA PC PL PRV RAB RAC RAD RAF RE RF RH RV SA SAA SAD SAE SAI SG SH SM SU TAB
        TAC TT TV V1 V2 WH XAA YY ZZZ
        """);

    /// <summary>VATEX, reasons for exemption from VAT.</summary>
    internal static readonly FrozenSet<string> ExemptionReasons = Of("""
        VATEX-EU-132 VATEX-EU-132-1A VATEX-EU-132-1B VATEX-EU-132-1C VATEX-EU-132-1D VATEX-EU-132-1E VATEX-EU-132-1F VATEX-EU-132-1G
        VATEX-EU-132-1H VATEX-EU-132-1I VATEX-EU-132-1J VATEX-EU-132-1K VATEX-EU-132-1L VATEX-EU-132-1M VATEX-EU-132-1N VATEX-EU-132-1O
        VATEX-EU-132-1P VATEX-EU-132-1Q VATEX-EU-135-1 VATEX-EU-143 VATEX-EU-143-1A VATEX-EU-143-1B VATEX-EU-143-1C VATEX-EU-143-1D
        VATEX-EU-143-1E VATEX-EU-143-1F VATEX-EU-143-1FA VATEX-EU-143-1G VATEX-EU-143-1H VATEX-EU-143-1I VATEX-EU-143-1J VATEX-EU-143-1K
        VATEX-EU-143-1L VATEX-EU-144 VATEX-EU-146-1E VATEX-EU-148 VATEX-EU-148-A VATEX-EU-148-B VATEX-EU-148-C VATEX-EU-148-D
        VATEX-EU-148-E VATEX-EU-148-F VATEX-EU-148-G VATEX-EU-151 VATEX-EU-151-1A VATEX-EU-151-1AA VATEX-EU-151-1B VATEX-EU-151-1C
        VATEX-EU-151-1D VATEX-EU-151-1E VATEX-EU-153 VATEX-EU-159 VATEX-EU-309 VATEX-EU-79-C VATEX-EU-AE VATEX-EU-D VATEX-EU-F
        VATEX-EU-G VATEX-EU-I VATEX-EU-IC VATEX-EU-J VATEX-EU-O VATEX-FR-298SEXDECIESA VATEX-FR-AE VATEX-FR-CGI261-1 VATEX-FR-CGI261-2
        VATEX-FR-CGI261-3 VATEX-FR-CGI261-4 VATEX-FR-CGI261-5 VATEX-FR-CGI261-7 VATEX-FR-CGI261-8 VATEX-FR-CGI261A VATEX-FR-CGI261B
        VATEX-FR-CGI261C-1 VATEX-FR-CGI261C-2 VATEX-FR-CGI261C-3 VATEX-FR-CGI261D-1 VATEX-FR-CGI261D-1BIS VATEX-FR-CGI261D-2
        VATEX-FR-CGI261D-3 VATEX-FR-CGI261D-4 VATEX-FR-CGI261E-1 VATEX-FR-CGI261E-2 VATEX-FR-CGI275 VATEX-FR-CGI277A VATEX-FR-CGI295
        VATEX-FR-CNWVAT VATEX-FR-FRANCHISE
        """);

    /// <summary>Media types allowed for attachments.</summary>
    internal static readonly FrozenSet<string> AttachmentTypes = Of("""
        application/pdf application/vnd.oasis.opendocument.spreadsheet application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
        image/jpeg image/png text/csv
        """);

    internal static FrozenSet<string> Of(string codes) => codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
