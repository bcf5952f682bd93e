"""Which kinds of FHIR resource say that something happened, and which say what."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PEOPLE_AND_PLACES = _words(
    """Patient RelatedPerson Practitioner PractitionerRole Person Organization Location
    HealthcareService OrganizationAffiliation Group Device DeviceMetric Medication Substance
    Endpoint Schedule Slot BiologicallyDerivedProduct Linkage Binary"""
)
DEFINITIONS = _words(
    """ActivityDefinition CapabilityStatement CatalogEntry ChargeItemDefinition CodeSystem
    CompartmentDefinition ConceptMap DeviceDefinition EffectEvidenceSynthesis EventDefinition
    Evidence EvidenceVariable ExampleScenario GraphDefinition ImplementationGuide InsurancePlan
    Library Measure MedicationKnowledge MedicinalProduct MedicinalProductAuthorization
    MedicinalProductContraindication MedicinalProductIndication MedicinalProductIngredient
    MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
    MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition NamingSystem
    ObservationDefinition OperationDefinition PlanDefinition Questionnaire ResearchDefinition
    ResearchElementDefinition RiskEvidenceSynthesis SearchParameter SpecimenDefinition
    StructureDefinition StructureMap SubstanceNucleicAcid SubstancePolymer SubstanceProtein
    SubstanceReferenceInformation SubstanceSourceMaterial SubstanceSpecification
    TerminologyCapabilities TestReport TestScript ValueSet"""
)
MESSAGES = _words("MessageHeader OperationOutcome Subscription Parameters")
SUPPORTING = PEOPLE_AND_PLACES | DEFINITIONS | MESSAGES
"""Read for names, or for nothing: none of these says that something happened."""

NO_EVENTS: dict[str, str] = {
    **dict.fromkeys(
        _words(
            """Account ChargeItem Claim ClaimResponse Contract Coverage CoverageEligibilityRequest
        CoverageEligibilityResponse EnrollmentRequest EnrollmentResponse ExplanationOfBenefit
        Invoice PaymentNotice PaymentReconciliation"""
        ),
        "it says what was paid or agreed for, not what happened",
    ),
    **dict.fromkeys(
        ("Provenance", "AuditEvent"),
        "it says how records were kept or looked at, not what happened",
    ),
}
"""Kinds whose entries are rejected, and why."""

RELATED_PERSON = "RelatedPerson"
"""The only person who has a row, without a date: so no relationship is lost."""
